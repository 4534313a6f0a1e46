// SPDX-License-Identifier: MIT
#pragma once

#include "pages/composer/FigureForm.h"

class QComboBox;
class QToolButton;

namespace lookaway {

class MethodBox;

/// What a column of a figure shows: title, kind, model, method and its settings, layer.
class FigureColumnForm : public FigureForm {
    Q_OBJECT

public:
    explicit FigureColumnForm(FigureDocument& document, QWidget* parent = nullptr);

    /// -1 = none.
    void setColumn(int column);

private:
    void addEditors();
    void connectEditors();
    const ComparedColumn* column(const FigureSpec& spec) const;
    void changeColumn(const QString& label, const std::function<void(ComparedColumn&)>& change);
    void showColumn(const FigureSpec& spec);
    void showModels(const ComparedColumn& column, const FigureSpec& spec);
    void showLayers(const ComparedColumn& column);
    void showMethodSettings();

    int m_index = -1;
    QLineEdit* m_title;
    QComboBox* m_kind;
    QComboBox* m_model;
    QComboBox* m_reference;
    MethodBox* m_method;
    QToolButton* m_settings; ///< of the method; the same for all columns
    QWidget* m_methodRow;    ///< both
    QComboBox* m_layer;
};

} // namespace lookaway
