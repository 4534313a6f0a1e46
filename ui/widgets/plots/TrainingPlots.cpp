// SPDX-License-Identifier: MIT
#include "widgets/plots/TrainingPlots.h"

#include "session/settings/Settings.h"
#include "style/Icons.h"
#include "widgets/FlowLayout.h"
#include "widgets/forms/SettingTexts.h"
#include "widgets/plots/OverlayLines.h"
#include "widgets/plots/Plot.h"

#include <QtWidgets>

#include <algorithm>

namespace lookaway {

namespace {

const QString kBatches = QStringLiteral("batches");
const QString kEpochs = QStringLiteral("epochs");
const QString kValidation = QStringLiteral("validation");

constexpr int kDefaultSmoothing = 60;  ///< percent
constexpr QSize kSideBySide(760, 430); ///< px, below it the charts go behind tabs

} // namespace

TrainingPlots::TrainingPlots(QWidget* parent)
    : QWidget(parent)
{
    const std::array titles{ tr("Loss"), tr("Accuracy"), tr("Occluded share"), tr("Attention spread"),
        tr("Learning rate") };
    const std::array empties{ tr("The loss appears here as soon as mini-batches are trained."),
        tr("The accuracy appears here as soon as mini-batches are trained."),
        tr("The hidden share of the pixels appears here once a mini-batch is occluded."),
        tr("How widely the network looks at the probe pictures appears here after every epoch."),
        tr("The learning rate appears here as soon as mini-batches are trained.") };
    for (int i = 0; i < ChartCount; ++i) {
        m_charts[i] = new Plot(titles[i], this);
        m_charts[i]->setAxisTitles(tr("epoch"), QString());
        m_charts[i]->setEmptyText(empties[i]);
    }
    for (const Chart which : { Accuracy, Share, Spread }) {
        m_charts[which]->setUnit(QStringLiteral("%"));
        m_charts[which]->setAxisTitles(tr("epoch"), tr("percent"));
        m_charts[which]->setValueLimits({ 0, 100 });
    }
    addSeries();

    m_tabs = new QTabBar;
    m_tabs->setAccessibleName(tr("Charts"));
    m_tabs->setDrawBase(false);
    m_tabs->setUsesScrollButtons(true);
    for (const QString& title : titles)
        m_tabs->addTab(title);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(makeToolBar());
    layout->addWidget(m_tabs);
    m_grid = new QGridLayout;
    m_grid->setSpacing(6);
    layout->addLayout(m_grid, 1);
    connectCharts();
    applySmoothing(kDefaultSmoothing);
    arrange();
}

void TrainingPlots::addSeries()
{
    const PlotStyle batches{ 0 };
    const PlotStyle epochs{ 0, Qt::SolidLine, PlotSymbol::Circle, false };
    const PlotStyle validation{ 1, Qt::DashLine, PlotSymbol::Square, false };
    for (const Chart which : { Loss, Accuracy }) {
        m_charts[which]->addSeries(kBatches, tr("Training, batches"), batches);
        m_charts[which]->addSeries(kEpochs, tr("Training, epochs"), epochs);
        m_charts[which]->addSeries(kValidation, tr("Validation"), validation);
    }
    m_charts[Share]->addSeries(kBatches, tr("Batches"), { 2 });
    m_charts[Share]->addSeries(kEpochs, tr("Epochs"), { 2, Qt::SolidLine, PlotSymbol::Circle, false });
    m_charts[Spread]->addSeries(kEpochs, tr("Mean of the probes"), { 3, Qt::SolidLine, PlotSymbol::Diamond, false });
    m_charts[Rate]->addSeries(kBatches, tr("Learning rate"), { 4, Qt::SolidLine, PlotSymbol::None, false });
}

QWidget* TrainingPlots::makeToolBar()
{
    auto* bar = new QWidget;
    auto* row = new FlowLayout(bar, 10);
    m_title = new QLabel;
    QFont bold = m_title->font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_title->setMaximumWidth(320);

    auto* caption = new QLabel(tr("&Smoothing"));
    m_smoothing = new QSlider(Qt::Horizontal);
    m_smoothing->setObjectName(QStringLiteral("smoothing"));
    m_smoothing->setRange(0, 99);
    m_smoothing->setPageStep(10);
    m_smoothing->setValue(kDefaultSmoothing);
    m_smoothing->setFixedWidth(120);
    m_smoothing->setToolTip(
        tr("Weight of the moving average over the batches; the raw values stay visible behind it."));
    caption->setBuddy(m_smoothing);
    m_smoothingValue = new QLabel;
    m_smoothingValue->setMinimumWidth(m_smoothingValue->fontMetrics().horizontalAdvance(QStringLiteral("0.00")));
    m_logLoss = new QCheckBox(tr("&Log loss"));
    m_logLoss->setToolTip(tr("Draws the loss on a logarithmic axis."));
    m_robust = new QCheckBox(tr("Ignore &outliers"));
    m_robust->setToolTip(tr("Scales to the middle 96 % of what is visible; a few extremes then run out of the chart."));
    auto* reset = new QToolButton;
    reset->setObjectName(QStringLiteral("showEverything"));
    reset->setIcon(icon(QStringLiteral("revert")));
    reset->setText(tr("Show everything"));
    reset->setAccessibleName(reset->text());
    reset->setToolTip(tr("Takes the zoom of all charts back (double click on one: only there)."));
    reset->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    reset->setAutoRaise(true);
    connect(reset, &QToolButton::clicked, this, [this] {
        for (Plot* chart : m_charts)
            chart->resetView();
    });
    for (QWidget* widget :
        std::initializer_list<QWidget*>{ m_title, caption, m_smoothing, m_smoothingValue, m_logLoss, m_robust, reset })
        row->addWidget(widget);
    m_title->hide();
    return bar;
}

void TrainingPlots::connectCharts()
{
    connect(m_smoothing, &QSlider::valueChanged, this, [this](int percent) { applySmoothing(percent); });
    connect(m_logLoss, &QCheckBox::toggled, m_charts[Loss], &Plot::setLogarithmic);
    connect(
        m_charts[Loss], &Plot::scaleChanged, this, [this] { m_logLoss->setChecked(m_charts[Loss]->isLogarithmic()); });
    connect(m_tabs, &QTabBar::currentChanged, this, [this] { arrange(); });
    for (Plot* chart : m_charts) {
        connect(m_robust, &QCheckBox::toggled, chart, &Plot::setRobust);
        // Read together: one cursor over all charts.
        connect(chart, &Plot::cursorMoved, this, [this, chart](double x) {
            for (Plot* other : m_charts)
                if (other != chart)
                    other->setCursorAt(x);
        });
        connect(chart, &Plot::cursorLeft, this, [this] {
            for (Plot* other : m_charts)
                other->setCursorAt(std::nullopt);
        });
    }
}

void TrainingPlots::applySmoothing(int percent)
{
    m_smoothingValue->setText(percent == 0 ? tr("off") : QLocale().toString(percent / 100.0, 'f', 2));
    for (Plot* chart : m_charts)
        chart->setSmoothing(percent / 100.0);
}

void TrainingPlots::clear()
{
    setRun({});
}

void TrainingPlots::setRun(const QString& title, double stepsPerEpoch)
{
    for (Plot* chart : m_charts)
        chart->clearValues();
    m_changes.clear();
    m_stepsPerEpoch = stepsPerEpoch;
    m_title->setText(m_title->fontMetrics().elidedText(title, Qt::ElideMiddle, m_title->maximumWidth()));
    m_title->setToolTip(title);
    m_title->setVisible(!title.isEmpty());
}

void TrainingPlots::loadRun(const RunCurves& run)
{
    setRun(run.title, stepsPerEpochOf(run));
    for (const StepDone& step : run.steps)
        add(step);
    for (const EpochDone& epoch : run.epochs)
        add(epoch);
    for (const auto& [epoch, value] : run.spreads)
        addSpread(epoch, value);
    m_changes = run.changes;
    showMarkers();
}

double TrainingPlots::epochOf(std::int64_t globalStep) const
{
    return m_stepsPerEpoch >= 1 ? double(globalStep) / m_stepsPerEpoch : 0;
}

void TrainingPlots::add(const StepDone& step)
{
    if (m_stepsPerEpoch < 1 && step.stepsPerEpoch >= 1) {
        m_stepsPerEpoch = double(step.stepsPerEpoch);
        showMarkers();
    }
    const double x = epochOf(step.globalStep);
    m_charts[Loss]->append(kBatches, x, step.loss);
    m_charts[Accuracy]->append(kBatches, x, step.accuracy * 100);
    m_charts[Rate]->append(kBatches, x, step.learningRate);
    if (step.occluded > 0)
        m_charts[Share]->append(kBatches, x, step.occludedShare * 100);
}

void TrainingPlots::add(const EpochDone& epoch)
{
    const double x = epoch.epoch + 1;
    m_charts[Loss]->append(kEpochs, x, epoch.trainLoss);
    m_charts[Accuracy]->append(kEpochs, x, epoch.trainAccuracy * 100);
    if (epoch.validated) {
        m_charts[Loss]->append(kValidation, x, epoch.validationLoss);
        m_charts[Accuracy]->append(kValidation, x, epoch.validationAccuracy * 100);
    }
    if (epoch.occludedBatches > 0)
        m_charts[Share]->append(kEpochs, x, epoch.occludedShare * 100);
    if (epoch.isBest && epoch.validated) {
        m_charts[Loss]->setBest(x);
        m_charts[Accuracy]->setBest(x);
    }
}

void TrainingPlots::add(const SettingChanged& change)
{
    m_changes.push_back(change);
    showMarkers();
}

void TrainingPlots::addSpread(int epoch, double value)
{
    m_charts[Spread]->append(kEpochs, epoch + 1, value * 100);
}

void TrainingPlots::showMarkers()
{
    std::vector<PlotMarker> markers;
    for (const SettingChanged& change : m_changes) {
        const Setting* setting = findSetting(change.setting);
        const QString name = setting ? labelOf(*setting) : QString::fromStdString(change.setting);
        const double x = epochOf(change.globalStep);
        markers.push_back({ x,
            tr("%1: %2 → %3 (epoch %4)")
                .arg(name, QString::fromStdString(change.from), QString::fromStdString(change.to),
                    QLocale().toString(x, 'f', 2)) });
    }
    for (Plot* chart : m_charts)
        chart->setMarkers(markers);
}

void TrainingPlots::setOverlays(const std::vector<RunCurves>& runs)
{
    for (const auto& [which, id] : m_overlaySeries)
        m_charts[which]->removeSeries(id);
    m_overlaySeries.clear();
    for (int i = 0; i < int(runs.size()); ++i)
        for (const OverlayLine& line : overlayLines(runs[std::size_t(i)])) {
            const QString id = QStringLiteral("overlay %1 %2").arg(i).arg(line.title);
            m_charts[line.chart]->addSeries(id, line.title, { line.color, Qt::SolidLine, line.symbol, false, i });
            m_charts[line.chart]->setData(id, line.xs, line.ys);
            m_overlaySeries.emplace_back(line.chart, id);
        }
}

void TrainingPlots::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool narrow = width() < kSideBySide.width() || height() < kSideBySide.height();
    if (narrow != m_narrow) {
        m_narrow = narrow;
        arrange();
    }
}

void TrainingPlots::arrange()
{
    m_tabs->setVisible(m_narrow);
    for (Plot* chart : m_charts)
        m_grid->removeWidget(chart);
    // Six columns: two charts above, three below.
    struct Cell {
        int row, column, span;
    };
    constexpr std::array<Cell, ChartCount> cells{ Cell{ 0, 0, 3 }, { 0, 3, 3 }, { 1, 0, 2 }, { 1, 2, 2 }, { 1, 4, 2 } };
    for (int i = 0; i < ChartCount; ++i) {
        const Cell& cell = cells[i];
        if (m_narrow)
            m_grid->addWidget(m_charts[i], 0, 0, 1, 6);
        else
            m_grid->addWidget(m_charts[i], cell.row, cell.column, 1, cell.span);
        m_charts[i]->setVisible(!m_narrow || i == m_tabs->currentIndex());
    }
    for (int column = 0; column < 6; ++column)
        m_grid->setColumnStretch(column, 1);
    m_grid->setRowStretch(0, 5);
    m_grid->setRowStretch(1, m_narrow ? 0 : 4);
}

} // namespace lookaway
