// SPDX-License-Identifier: MIT
#include "pages/compare/CompareChoice.h"

#include "bridge/ExplanationCache.h"
#include "pages/method/MethodBox.h"
#include "pages/method/MethodSettings.h"
#include "style/Icons.h"
#include "widgets/ComboPopup.h"
#include "widgets/FlowLayout.h"
#include "widgets/Labelled.h"
#include "widgets/WheelGuard.h"

#include <QAbstractItemView>
#include <QActionGroup>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

#include <map>

namespace lookaway {

using Kind = ComparedColumn::Kind;
using By = RowClass::By;

namespace {

QComboBox* makeBox(const QString& name, const QString& accessible, int letters)
{
    auto* box = new QComboBox;
    box->setObjectName(name);
    box->setAccessibleName(accessible);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(letters);
    guardWheel(box);
    return box;
}

} // namespace

QStringList classNamesOf(const ModelFacts& model)
{
    QStringList names;
    for (std::int64_t i = 0; i < model.classCount; ++i) {
        const auto at = std::size_t(i);
        const bool named = at < model.input.classes.size() && !model.input.classes[at].empty();
        names << (named ? QString::fromStdString(model.input.classes[at]) : QString::number(i));
    }
    return names;
}

CompareChoice::CompareChoice(QWidget* parent)
    : QWidget(parent)
    , m_by(makeBox(QStringLiteral("rowClass"), tr("Explained class"), 16))
    , m_given(makeBox(QStringLiteral("givenClass"), tr("Class of all rows"), 14))
    , m_method(new MethodBox)
    , m_settings(new QToolButton)
    , m_layer(makeBox(QStringLiteral("layer"), tr("Layer"), 14))
    , m_columns(new QToolButton)
{
    m_by->setToolTip(tr("All cells of a row explain the same class: the one that a model predicts, the picture's true "
                        "one (its folder is called as the class), or one that you name."));
    m_given->setEditable(true);
    m_given->setInsertPolicy(QComboBox::NoInsert);
    m_given->setToolTip(tr("Type a part of its name to find it"));
    m_given->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_given->completer()->setFilterMode(Qt::MatchContains);
    m_given->lineEdit()->setAcceptDrops(false);
    m_method->setMinimumContentsLength(12);
    fitPopup(m_method);
    m_settings->setObjectName(QStringLiteral("settings"));
    m_settings->setIcon(icon(QStringLiteral("settings")));
    m_settings->setToolTip(tr("Settings of the method"));
    m_settings->setAccessibleName(m_settings->toolTip());
    m_settings->setAutoRaise(true);
    m_layer->setToolTip(tr("Layers that all models have"));
    makeColumns();
    auto* row = new FlowLayout(this, 14);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(labelled(tr("E&xplained Class"), { m_by, m_given }));
    row->addWidget(labelled(tr("&Method"), { m_method, m_settings }));
    row->addWidget(labelled(tr("La&yer"), { m_layer }));
    row->addWidget(m_columns);
    connect(m_by, &QComboBox::activated, this, &CompareChoice::chooseClass);
    connect(m_given, &QComboBox::activated, this, &CompareChoice::takeGiven);
    connect(m_given->lineEdit(), &QLineEdit::editingFinished, this, &CompareChoice::takeGiven);
    connect(m_method, &MethodBox::methodChosen, this, [this] {
        if (m_method->currentIndex() >= 0)
            Q_EMIT methodChosen(m_method->method());
    });
    connect(m_settings, &QToolButton::clicked, this, &CompareChoice::showSettings);
    connect(m_layer, &QComboBox::activated, this,
        [this] { Q_EMIT layerChosen(m_layer->currentData().toString().toStdString()); });
}

void CompareChoice::makeColumns()
{
    m_columns->setObjectName(QStringLiteral("columns"));
    m_columns->setText(tr("Colum&ns"));
    m_columns->setIcon(icon(QStringLiteral("data")));
    m_columns->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_columns->setPopupMode(QToolButton::InstantPopup);
    m_columns->setToolTip(tr("Columns that set each model against the reference"));
    auto* menu = new QMenu(m_columns);
    m_differences = menu->addAction(tr("&Difference to the Reference"));
    m_differences->setObjectName(QStringLiteral("showDifferences"));
    m_regions = menu->addAction(tr("&Hot Regions of Both"));
    m_regions->setObjectName(QStringLiteral("showRegions"));
    for (const auto& [action, kind] :
        { std::pair(m_differences, Kind::Difference), std::pair(m_regions, Kind::HotRegions) }) {
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, kind = kind](bool on) { Q_EMIT columnsWanted(kind, on); });
    }
    menu->addSeparator();
    m_reference = menu->addMenu(tr("&Reference"));
    m_reference->setObjectName(QStringLiteral("reference"));
    m_columns->setMenu(menu);
}

void CompareChoice::show(const ComparisonDraft& draft, const Comparer& comparer)
{
    m_draft = draft;
    showClass(draft, comparer);
    m_method->setMethod(draft.method().value_or(std::string()));
    const MethodFact* method = draft.method() ? findMethod(*draft.method()) : nullptr;
    m_settings->setEnabled(method && !method->settings.empty());
    showLayers(draft, comparer);
    m_layer->setEnabled(!method || method->needsLayer);
    showReference(draft);
    m_differences->setChecked(draft.shows(Kind::Difference));
    m_regions->setChecked(draft.shows(Kind::HotRegions));
    m_columns->setEnabled(draft.spec.models.size() > 1);
}

void CompareChoice::showClass(const ComparisonDraft& draft, const Comparer& comparer)
{
    const RowClass& now = draft.spec.rowClass;
    const QSignalBlocker quiet(m_by);
    m_by->clear();
    m_by->addItem(tr("true class"), int(By::True));
    for (const ComparedModel& model : draft.spec.models)
        m_by->addItem(tr("predicted by %1").arg(QString::fromStdString(model.title)), int(By::Predicted));
    m_by->addItem(tr("the same in all rows:"), int(By::Given));
    m_by->setCurrentIndex(now.by == By::True ? 0 : now.by == By::Predicted ? 1 + int(now.model) : m_by->count() - 1);
    fitPopup(m_by);
    const QSignalBlocker quietToo(m_given);
    const bool typing = m_given->lineEdit()->hasFocus() && m_given->lineEdit()->isModified();
    const auto facts = now.model < draft.spec.models.size() && comparer.spec().models.size() == draft.spec.models.size()
        ? comparer.model(now.model)
        : nullptr;
    m_firstClass = facts && facts->ok() && (*facts)->classCount > 0 ? classNamesOf(**facts).front() : QString();
    m_given->setVisible(now.by == By::Given);
    if (typing || now.by != By::Given)
        return;
    m_given->clear();
    if (facts && facts->ok())
        m_given->addItems(classNamesOf(**facts));
    m_given->setCurrentText(QString::fromStdString(now.name));
    m_given->lineEdit()->setCursorPosition(0);
}

/// Only layers that every opened model can explain; "own" stands first.
void CompareChoice::showLayers(const ComparisonDraft& draft, const Comparer& comparer)
{
    std::map<std::string, std::size_t> counts;
    std::vector<std::string> ofFirst;
    std::size_t opened = 0;
    for (std::size_t i = 0; i < comparer.spec().models.size(); ++i) {
        const auto facts = comparer.model(i);
        if (!facts || !facts->ok())
            continue;
        ++opened;
        for (const LayerFact& layer : (*facts)->layers) {
            if (!layer.eligible)
                continue;
            ++counts[layer.name];
            if (opened == 1)
                ofFirst.push_back(layer.name);
        }
    }
    const QSignalBlocker quiet(m_layer);
    m_layer->clear();
    m_layer->addItem(tr("each model's own"), QString());
    for (const std::string& name : ofFirst)
        if (counts[name] == opened)
            m_layer->addItem(QString::fromStdString(name), QString::fromStdString(name));
    const auto now = draft.layer();
    m_layer->setCurrentIndex(now ? m_layer->findData(QString::fromStdString(*now)) : -1);
    m_layer->setPlaceholderText(tr("several"));
    fitPopup(m_layer);
}

void CompareChoice::showReference(const ComparisonDraft& draft)
{
    m_reference->clear();
    auto* group = new QActionGroup(m_reference);
    for (std::size_t i = 0; i < draft.spec.models.size(); ++i) {
        auto* action = m_reference->addAction(QString::fromStdString(draft.spec.models[i].title));
        action->setCheckable(true);
        action->setChecked(i == draft.reference);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, i] { Q_EMIT referenceChosen(i); });
    }
}

void CompareChoice::chooseClass(int item)
{
    RowClass chosen = m_draft.spec.rowClass;
    chosen.by = By(m_by->itemData(item).toInt());
    if (chosen.by == By::Predicted)
        chosen.model = std::size_t(item - 1);
    if (chosen.by == By::Given && chosen.name.empty())
        chosen.name = m_firstClass.toStdString();
    if (chosen.by == By::Given && chosen.name.empty())
        chosen.name = "0"; // no model is open yet that could name one
    Q_EMIT rowClassChosen(chosen);
}

void CompareChoice::takeGiven()
{
    RowClass chosen = m_draft.spec.rowClass;
    const QString typed = m_given->currentText().trimmed();
    int row = m_given->findText(typed, Qt::MatchFixedString);
    if (row < 0 && !typed.isEmpty())
        row = m_given->findText(typed, Qt::MatchContains);
    if (row >= 0)
        m_given->setCurrentIndex(row);
    m_given->lineEdit()->setModified(false);
    const std::string name = row >= 0 ? m_given->itemText(row).toStdString() : typed.toStdString();
    if (name.empty() || name == chosen.name) {
        m_given->setCurrentText(QString::fromStdString(chosen.name));
        return;
    }
    chosen.name = name;
    Q_EMIT rowClassChosen(chosen);
}

void CompareChoice::showSettings()
{
    const auto id = m_draft.method();
    const MethodFact* method = id ? findMethod(*id) : nullptr;
    if (!method)
        return;
    auto* popup = new MethodSettings(*method, m_draft.spec.explain, this);
    connect(popup, &MethodSettings::changed, this, &CompareChoice::settingsChosen);
    popup->adjustSize();
    popup->move(m_settings->mapToGlobal(QPoint(0, m_settings->height() + 2)));
    popup->show();
}

} // namespace lookaway
