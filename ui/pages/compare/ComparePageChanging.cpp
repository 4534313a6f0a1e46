// SPDX-License-Identifier: MIT
// How a comparison changes, and how the page shows it.
#include "bridge/ExplanationCache.h"
#include "figure/RegionColors.h"
#include "figure/SignedColors.h"
#include "pages/compare/CompareChoice.h"
#include "pages/compare/CompareGrid.h"
#include "pages/compare/CompareLook.h"
#include "pages/compare/CompareModel.h"
#include "pages/compare/ComparePage.h"
#include "pages/compare/ComparisonDocument.h"
#include "pages/compare/EpochBar.h"
#include "widgets/EmptyState.h"
#include "widgets/InlineNote.h"
#include "widgets/pictures/ColorScale.h"

#include <QAction>
#include <QLabel>
#include <QProgressBar>
#include <QStackedWidget>

#include <algorithm>
#include <set>

namespace lookaway {

using Kind = ComparedColumn::Kind;

namespace {

bool signedMapsOnly(const ComparisonSpec& spec)
{
    return std::none_of(spec.columns.begin(), spec.columns.end(), [](const ComparedColumn& column) {
        const MethodFact* method = findMethod(column.method);
        return column.kind == Kind::Map && !(method && method->isSigned);
    });
}

/// In the text that says what a colour means.
QString patch(const Rgb& color)
{
    return QStringLiteral("<span style=\"color:%1\">■</span>").arg(QColor(color.red, color.green, color.blue).name());
}

} // namespace

void ComparePage::connectTools()
{
    const auto on = [this](auto signal, const QString& text, auto edit, const QString& mergeKey = {}) {
        connect(m_choice, signal, this, [this, text, edit, mergeKey](const auto&... values) {
            change(
                text, [&](ComparisonDraft& draft) { edit(draft, values...); }, mergeKey);
        });
    };
    on(&CompareChoice::rowClassChosen, tr("Explained Class"),
        [](ComparisonDraft& draft, const RowClass& rowClass) { draft.spec.rowClass = rowClass; });
    on(&CompareChoice::methodChosen, tr("Method"),
        [](ComparisonDraft& draft, const std::string& method) { draft.setMethod(method); });
    on(&CompareChoice::layerChosen, tr("Layer"),
        [](ComparisonDraft& draft, const std::string& layer) { draft.setLayer(layer); });
    on(
        &CompareChoice::settingsChosen, tr("Settings of the Method"),
        [](ComparisonDraft& draft, const ExplainSettings& settings) { draft.spec.explain = settings; },
        QStringLiteral("settings"));
    on(&CompareChoice::columnsWanted, tr("Columns"),
        [](ComparisonDraft& draft, Kind kind, bool shown) { draft.show(kind, shown); });
    on(&CompareChoice::referenceChosen, tr("Reference"),
        [](ComparisonDraft& draft, std::size_t model) { draft.setReference(model); });
    connect(m_document, &ComparisonDocument::changed, this, &ComparePage::compare);
    connect(m_look, &CompareLook::changed, this, [this] {
        m_model->setStyle(m_look->style());
        showScale();
    });
    connect(m_look, &CompareLook::levelChanged, this, &ComparePage::compare);
    connect(m_look, &CompareLook::sizeWanted, m_grid, &CompareGrid::stepSide);
    connect(m_look, &CompareLook::fitWanted, m_grid, &CompareGrid::fit);
    connect(m_epochs, &EpochBar::epochChosen, this, &ComparePage::compare);
    connect(m_stop, &QPushButton::clicked, this,
        [this] { m_comparer->working() ? m_comparer->stop() : m_comparer->resume(); });
    connect(m_comparer, &Comparer::progress, this, &ComparePage::showProgress);
    connect(m_comparer, &Comparer::stopped, this, &ComparePage::showProgress);
    connect(m_comparer, &Comparer::modelOpened, this, [this](int model) {
        showTools();
        const auto facts = m_comparer->model(std::size_t(model));
        if (facts && !facts->ok()) // its cells say so, too, where there are any
            m_note->say(InlineNote::Kind::Problem,
                tr("%1: %2").arg(QString::fromStdString(m_draft.spec.models[std::size_t(model)].title),
                    QString::fromStdString(facts->error().message())));
        // Its checkpoints are known now: a run that came after the epoch was chosen goes there, too, since the bar
        // speaks of all. Later: it changes the models of which this is one.
        if (modelsAt(m_epochs->epoch()) != m_draft.spec.models)
            QMetaObject::invokeMethod(this, &ComparePage::compare, Qt::QueuedConnection);
    });
    // What is shared becomes known row by row.
    connect(m_comparer, &Comparer::rowReady, this, &ComparePage::showScale);
    connect(m_comparer, &Comparer::finished, this, &ComparePage::showScale);
}

void ComparePage::connectGrid()
{
    connect(m_grid, &CompareGrid::columnMoveWanted, this, [this](int from, int to) {
        change(
            tr("Move Column"), [&](ComparisonDraft& draft) { draft.moveColumn(std::size_t(from), std::size_t(to)); });
    });
    connect(m_grid, &CompareGrid::rowMoveWanted, this, [this](int from, int to) {
        change(tr("Move Row"), [&](ComparisonDraft& draft) { draft.movePicture(std::size_t(from), std::size_t(to)); });
    });
    connect(m_grid, &CompareGrid::rowRemovalWanted, this, [this](int row) {
        change(tr("Remove Row"), [&](ComparisonDraft& draft) { draft.removePicture(std::size_t(row)); });
    });
    connect(m_grid, &CompareGrid::columnRemovalWanted, this, [this](int column) {
        change(tr("Remove Column"), [&](ComparisonDraft& draft) { draft.removeColumn(std::size_t(column)); });
    });
    connect(m_grid, &CompareGrid::inspectWanted, this, &ComparePage::inspect);
    connect(m_grid, &CompareGrid::menuWanted, this, &ComparePage::showMenu);
}

/// Everything that changes the comparison goes this way.
void ComparePage::change(const QString& text, const Edit& edit, const QString& mergeKey)
{
    m_note->clear();
    ComparisonDraft draft = m_document->draft();
    edit(draft);
    if (!draft.spec.models.empty())
        if (const auto valid = validate(draft.spec); !valid) {
            m_note->say(InlineNote::Kind::Problem, QString::fromStdString(valid.error().message()));
            return showTools();
        }
    if (!m_document->set(draft, text, mergeKey))
        showState();
}

/// Takes up what the document, the epoch bar and the look are now.
void ComparePage::compare()
{
    m_note->clear();
    m_draft = m_document->draft();
    m_draft.spec.models = modelsAt(m_epochs->epoch());
    m_draft.spec.hotLevel = m_look->hotLevel();
    m_draft.spec.device = m_device.toStdString();
    m_model->setReference(m_draft.reference);
    m_comparer->setSpec(m_draft.spec);
    showState();
    Q_EMIT changed();
}

void ComparePage::clear()
{
    m_epochs->setEpoch(std::nullopt);
    change(tr("Clear the Comparison"), [](ComparisonDraft& draft) { draft = {}; });
}

void ComparePage::showState()
{
    const bool any = !m_draft.spec.models.empty() || !m_draft.spec.pictures.empty();
    const bool models = !m_draft.spec.models.empty();
    if (m_looking > 0)
        m_start->setTexts(tr("Looking at the files…"), tr("What kind of model each one is."));
    else
        m_start->setTexts(tr("Where do my models look?"),
            tr("Drop runs, checkpoints, weights or TorchScript files here, then pictures: each row is a picture, each "
               "column a model, and all cells of a row explain the same class. In the Runs panel, select several runs "
               "and press Compare Heat Maps."));
    if (models)
        m_noPictures->setTexts(tr("Now the pictures"),
            tr("Drop files or a folder. Of each one you see where every model looks: %1.").arg(modelTitles()));
    else
        m_noPictures->setTexts(tr("Now the models"), tr("Drop runs or model files, or press Models above."));
    const bool run = !firstRun().isEmpty();
    m_takeTest->setVisible(run);
    m_testPictures->setEnabled(run);
    m_arms->setEnabled(run);
    m_stack->setCurrentIndex(any ? 1 : 0);
    m_middle->setCurrentIndex(models && !m_draft.spec.pictures.empty() ? 1 : 0);
    m_compose->setEnabled(m_middle->currentIndex() == 1);
    m_tests->setEnabled(models);
    showTools();
    showProgress();
    showScale();
}

void ComparePage::showTools()
{
    m_choice->show(m_draft, *m_comparer);
    m_epochs->setEpochs(epochs());
}

void ComparePage::showProgress()
{
    const int done = m_comparer->done();
    const int total = m_comparer->total();
    const bool working = m_comparer->working();
    const bool missing = done < total;
    m_epochs->setBusy(working);
    m_progress->setVisible(working && missing);
    m_progress->setRange(0, std::max(1, total));
    m_progress->setValue(done);
    m_stop->setVisible(missing);
    m_stop->setText(working ? tr("Stop") : tr("Go On"));
    m_stop->setToolTip(working ? tr("Leave the rest empty for now (Esc)") : tr("Compute the cells that are missing"));
    int failed = 0;
    for (int row = 0; row < m_comparer->rows() && !missing; ++row)
        for (int column = 0; column < m_comparer->columns(); ++column)
            failed += m_model->state(row, column) == CompareModel::State::Failed ? 1 : 0;
    if (missing)
        m_state->setText(tr("%1 of %2 cells").arg(done).arg(total));
    else if (total == 0)
        m_state->clear();
    else
        m_state->setText(tr("%n pictures", nullptr, m_comparer->rows())
            + (failed > 0 ? QStringLiteral(", ") + tr("%n cells cannot be shown", nullptr, failed) : QString()));
}

/// What colours mean.
void ComparePage::showScale()
{
    const FigureStyle style = m_look->style();
    const bool any = m_middle->currentIndex() == 1;
    QStringList said;
    if (m_draft.shows(Kind::Map))
        switch (style.scale) {
        case FigureStyle::Scale::PerMap:
            said << tr("Each map on its own scale.");
            break;
        case FigureStyle::Scale::Row:
            said << tr("One scale in each row: there, equal colours are equal values.");
            break;
        case FigureStyle::Scale::Figure:
            said << tr("One scale for all maps: equal colours are equal values.");
            break;
        }
    if (m_draft.shows(Kind::Difference))
        said << tr("Difference: %1 red, hotter than the reference; %2 blue, colder.")
                    .arg(patch(signedColor(1)), patch(signedColor(0)));
    if (m_draft.shows(Kind::HotRegions))
        said << tr("Hot: %1 reference only %2 this model only %3 both")
                    .arg(patch(regionColors[0]), patch(regionColors[1]), patch(regionColors[2]));
    m_scaleNote->setText(any ? said.join(QLatin1Char(' ')) : QString());
    const bool isSigned = signedMapsOnly(m_draft.spec);
    const auto shared =
        style.scale == FigureStyle::Scale::Figure ? m_model->figureScale(isSigned) : std::optional<MapScale>();
    const MapScale shown = shared.value_or(MapScale{ isSigned ? -1.F : 0.F, 1 });
    m_legend->setVisible(any && m_draft.shows(Kind::Map));
    m_legend->setLegend({ isSigned ? HeatColors::forAndAgainst() : HeatColors::of(style.colors), double(shown.low),
        double(shown.high), isSigned });
}

std::vector<int> ComparePage::epochs() const
{
    std::set<int> all;
    for (const ComparedModel& model : m_draft.spec.models)
        for (const CheckpointFact& checkpoint : m_comparer->checkpoints(model.source))
            if (checkpoint.epoch && model.source.kind == ModelSource::Kind::Run)
                all.insert(*checkpoint.epoch);
    return { all.begin(), all.end() };
}

/// A run that did not keep this epoch goes to the one before it that it kept, else to its first. Without an epoch each
/// is as it was added.
std::vector<ComparedModel> ComparePage::modelsAt(std::optional<int> epoch) const
{
    std::vector<ComparedModel> models = m_document->draft().spec.models;
    for (ComparedModel& model : models) {
        const auto checkpoints = m_comparer->checkpoints(model.source);
        if (!epoch || model.source.kind != ModelSource::Kind::Run || checkpoints.empty())
            continue;
        model.source.checkpoint.clear();
        for (const CheckpointFact& checkpoint : checkpoints)
            if (checkpoint.epoch && (model.source.checkpoint.empty() || *checkpoint.epoch <= *epoch))
                model.source.checkpoint = checkpoint.file;
    }
    return models;
}

QString ComparePage::modelTitles() const
{
    QStringList titles;
    for (const ComparedModel& model : m_draft.spec.models)
        titles << QString::fromStdString(model.title);
    return titles.join(QStringLiteral(", "));
}

QString ComparePage::firstRun() const
{
    for (const ComparedModel& model : m_draft.spec.models)
        if (model.source.kind == ModelSource::Kind::Run)
            return QString::fromStdString(model.source.path.string());
    return {};
}

} // namespace lookaway
