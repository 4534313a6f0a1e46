// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/Comparer.h"
#include "bridge/ComparisonDraft.h"

#include <QWidget>

class QActionGroup;
class QComboBox;
class QMenu;
class QToolButton;

namespace lookaway {

class MethodBox;

/// What a comparison explains and shows: the class of the rows, the method and the layer of all maps, which columns
/// there are beside them. Shows a draft and asks for changes; what somebody else changes is shown with show().
class CompareChoice : public QWidget {
    Q_OBJECT

public:
    explicit CompareChoice(QWidget* parent = nullptr);

    /// Names of classes and layers come from the models that are open.
    void show(const ComparisonDraft& draft, const Comparer& comparer);

Q_SIGNALS:
    void rowClassChosen(const lookaway::RowClass& rowClass);
    void methodChosen(const std::string& method);
    /// Empty = each model's own.
    void layerChosen(const std::string& layer);
    void settingsChosen(const lookaway::ExplainSettings& settings);
    void columnsWanted(lookaway::ComparedColumn::Kind kind, bool on);
    void referenceChosen(std::size_t model);

private:
    void makeColumns();
    void showClass(const ComparisonDraft& draft, const Comparer& comparer);
    void showLayers(const ComparisonDraft& draft, const Comparer& comparer);
    void showReference(const ComparisonDraft& draft);
    void chooseClass(int item);
    void takeGiven();
    void showSettings();

    ComparisonDraft m_draft;
    QString m_firstClass; ///< of the model that the rows' class comes from
    QComboBox* m_by;
    QComboBox* m_given;
    MethodBox* m_method;
    QToolButton* m_settings;
    QComboBox* m_layer;
    QToolButton* m_columns;
    QAction* m_differences = nullptr;
    QAction* m_regions = nullptr;
    QMenu* m_reference = nullptr;
};

/// Names of classes that a model has, by index; the number where it has none.
QStringList classNamesOf(const ModelFacts& model);

} // namespace lookaway
