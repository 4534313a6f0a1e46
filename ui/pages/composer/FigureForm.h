// SPDX-License-Identifier: MIT
#pragma once

#include "pages/composer/FigureDocument.h"

#include "session/settings/Settings.h"

#include <QWidget>

#include <functional>
#include <vector>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;

namespace lookaway {

class InlineNote;
class RealBox;
class SliderBox;

/// Rows of a figure's settings: editors that show the document's spec and change it undoably. A number that cannot be
/// used is named below the rows and left out; it goes when the field is left.
class FigureForm : public QWidget {
    Q_OBJECT

public:
    explicit FigureForm(FigureDocument& document, QWidget* parent = nullptr);

    /// A box for a choice, no wider than the panel; what it opens is.
    QComboBox* addChoice(const QString& label, const QStringList& choices, const char* name);
    RealBox* addReal(const QString& label, double FigureStyle::*field, const Range& range, double step);
    QSpinBox* addWhole(const QString& label, int FigureStyle::*field, int low, int high, int step);
    SliderBox* addSlider(const QString& label, double FigureStyle::*field, const Range& range);
    QCheckBox* addFlag(const QString& label, bool FigureStyle::*field);
    /// A text; an edit of one text is one step. What `problem` finds wrong with what is typed is said, and the text is
    /// not taken over.
    QLineEdit* addText(const QString& label, const std::function<std::string(const FigureSpec&)>& get,
        const std::function<void(FigureSpec&, const std::string&)>& set,
        const std::function<QString(const FigureSpec&, const std::string&)>& problem = {});
    /// Numbers that are not of the style: shares shown as percent.
    RealBox* addPercent(const QString& label, const std::function<double(const FigureSpec&)>& get,
        const std::function<void(FigureSpec&, double)>& set, const Range& percent);
    /// Labels are equally wide in all forms, so that the editors of a panel stand below each other.
    void addRow(const QString& label, QWidget* editor);
    void addWide(QWidget* editor);
    /// What else is to be done when the spec has changed.
    void onShow(std::function<void(const FigureSpec&)> show);
    /// An undoable change named `label`; those of one visit to an editor are one step.
    void change(const QString& label, const std::function<void(FigureSpec&)>& edit);
    void setRowShown(QWidget* editor, bool shown);

    FigureDocument& document() const { return m_document; }
    /// Shows the document's spec.
    void refresh();

private:
    RealBox* addBox(const QString& label, const Range& range, double step,
        const std::function<double(const FigureSpec&)>& get, const std::function<void(FigureSpec&, double)>& set);

    FigureDocument& m_document;
    QFormLayout* m_rows;
    InlineNote* m_note;
    std::vector<std::function<void(const FigureSpec&)>> m_show;
};

} // namespace lookaway
