// SPDX-License-Identifier: MIT
#include "pages/inspect/FaithfulnessTab.h"

#include "style/Icons.h"
#include "widgets/InlineNote.h"
#include "widgets/plots/Plot.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lookaway {

FaithfulnessTab::FaithfulnessTab(Inspector* inspector, QWidget* parent)
    : QWidget(parent)
    , m_inspector(inspector)
{
    build();
    setMaps({}, 0);
}

void FaithfulnessTab::build()
{
    m_measure = new QPushButton(icon(QStringLiteral("evaluate")), tr("&Measure"));
    m_measure->setObjectName(QStringLiteral("measure"));
    m_measure->setToolTip(tr("Insertion and deletion curves (Petsiuk et al. 2018) of every pane's map"));
    m_stop = new QPushButton(icon(QStringLiteral("stop")), tr("&Stop"));
    m_stop->setObjectName(QStringLiteral("stopMeasuring"));
    m_progress = new QProgressBar;
    m_progress->setAccessibleName(tr("Progress of the measurement"));
    m_note = new InlineNote;
    const auto makePlot = [](const QString& title, const QString& name) {
        auto* plot = new Plot(title);
        plot->setObjectName(name);
        plot->setAxisTitles(tr("share of the pixels"), tr("probability"));
        plot->setValueLimits({ 0, 1 });
        plot->setEmptyText(tr("Press Measure."));
        return plot;
    };
    m_insertion = makePlot(tr("Insertion, hottest first"), QStringLiteral("insertion"));
    m_deletion = makePlot(tr("Deletion, hottest first"), QStringLiteral("deletion"));
    m_table = new QLabel;
    m_table->setWordWrap(true);
    m_table->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new QHBoxLayout;
    row->addWidget(m_measure);
    row->addWidget(m_stop);
    row->addWidget(m_progress, 1);
    row->addStretch(0);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->addLayout(row);
    column->addWidget(m_note);
    column->addWidget(m_insertion, 1);
    column->addWidget(m_deletion, 1);
    column->addWidget(m_table);
    connect(m_measure, &QPushButton::clicked, this, &FaithfulnessTab::measure);
    connect(m_stop, &QPushButton::clicked, this, &FaithfulnessTab::stop);
}

void FaithfulnessTab::setMaps(std::vector<ShownMap> maps, int working)
{
    const auto same = [](const ShownMap& a, const ShownMap& b) { return a.explanation == b.explanation; };
    const bool asBefore = std::equal(maps.begin(), maps.end(), m_maps.begin(), m_maps.end(), same);
    m_unfinished = working;
    if (!asBefore) {
        stop();
        for (std::size_t i = 0; i < m_maps.size(); ++i)
            for (Plot* plot : { m_insertion, m_deletion })
                plot->removeSeries(QString::number(i));
        m_maps = std::move(maps);
        m_measured = 0;
        m_areas.clear();
        m_table->clear();
        m_measure->setEnabled(!m_maps.empty());
    }
    sayState();
}

void FaithfulnessTab::sayState()
{
    if (m_unfinished > 0)
        m_note->say(InlineNote::Kind::Info,
            tr("%n pane(s) still being explained: only maps that are there, or were stopped, are measured.", nullptr,
                m_unfinished));
    else if (m_maps.empty())
        m_note->say(InlineNote::Kind::Info, tr("Explain a picture first."));
    else
        m_note->clear();
}

void FaithfulnessTab::setWorking(bool working)
{
    m_measure->setVisible(!working);
    m_stop->setVisible(working);
    m_progress->setVisible(working);
    m_progress->setRange(0, 0);
}

void FaithfulnessTab::stop()
{
    m_inspector->stop(this);
    setWorking(false);
}

void FaithfulnessTab::measure()
{
    m_measured = 0;
    m_areas.clear();
    sayState();
    std::vector<std::shared_ptr<const Explanation>> explanations;
    for (std::size_t i = 0; i < m_maps.size(); ++i) {
        explanations.push_back(m_maps[i].explanation);
        const auto color = int(i);
        const auto symbol = static_cast<PlotSymbol>(i % 4 + 1); // colour is not the only cue
        for (Plot* plot : { m_insertion, m_deletion })
            plot->addSeries(QString::number(i), m_maps[i].title, { color, Qt::SolidLine, symbol, false });
    }
    setWorking(true);
    Inspector::MeasureCalls calls;
    calls.curves = [this](std::size_t index, const InsertionDeletion& curves) { take(index, curves); };
    calls.progress = [this](std::int64_t done, std::int64_t total) {
        m_progress->setRange(0, int(total));
        m_progress->setValue(int(done));
    };
    calls.failed = [this](const Error& error) {
        setWorking(false);
        m_note->say(InlineNote::Kind::Problem, QString::fromStdString(error.message()));
    };
    m_inspector->measure(this, explanations, calls);
}

void FaithfulnessTab::take(std::size_t index, const InsertionDeletion& curves)
{
    const QString id = QString::number(index);
    m_insertion->setData(id, curves.insertion.share, curves.insertion.probability);
    m_deletion->setData(id, curves.deletion.share, curves.deletion.probability);
    const QString cells = QStringLiteral("<tr><td>%1</td><td align=\"right\">%2</td><td align=\"right\">%3</td></tr>");
    // A long name breaks between method and layer, not within the layer's path.
    const QString title = QString(m_maps[index].title).replace(QLatin1Char('.'), QStringLiteral(".\u2060"));
    m_areas << cells.arg(title.toHtmlEscaped())
                   .arg(curves.insertion.area(), 0, 'f', 3)
                   .arg(curves.deletion.area(), 0, 'f', 3);
    // An arrow says which way is better.
    const QString head = cells.arg(tr("<b>Area below</b>"), tr("<b>insertion ↑</b>"), tr("<b>deletion ↓</b>"));
    m_table->setText(QStringLiteral("<table cellspacing=\"3\" width=\"100%\">") + head + m_areas.join(QString())
        + QStringLiteral("</table>"));
    if (++m_measured == int(m_maps.size()))
        setWorking(false);
}

} // namespace lookaway
