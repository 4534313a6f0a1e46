// SPDX-License-Identifier: MIT
#include "pages/runs/RunComparison.h"

#include "session/settings/Settings.h"
#include "widgets/forms/SettingTexts.h"

#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <set>

namespace lookaway {

namespace {

constexpr int widestColumn = 190;

bool allSame(const QStringList& values)
{
    return std::all_of(values.begin(), values.end(), [&](const QString& value) { return value == values.first(); });
}

QString nothing()
{
    return QStringLiteral("–");
}

/// "test_cue_hidden.macro_f1" as "test cue hidden: macro f1".
QString resultLabel(const std::string& name)
{
    QString label = QString::fromStdString(name);
    return label.replace(u'.', QStringLiteral(": ")).replace(u'_', u' ');
}

QString resultText(double value)
{
    // Shares with three digits, counts and seconds as they are.
    return value == std::trunc(value) && value > 1 ? QString::number(value, 'f', 0) : QString::number(value, 'f', 3);
}

/// The names without the words (between underscores) that all begin and end with.
QStringList distinct(QStringList names)
{
    QString begin = names.value(0);
    QString end = begin;
    for (const QString& name : names) {
        while (!name.startsWith(begin))
            begin.chop(1);
        while (!name.endsWith(end))
            end.remove(0, 1);
    }
    begin.truncate(begin.lastIndexOf(u'_') + 1);
    end = end.mid(std::max<qsizetype>(0, end.indexOf(u'_')));
    if (!end.startsWith(u'_'))
        end.clear();
    for (QString& name : names)
        if (names.size() > 1 && name.size() > begin.size() + end.size())
            name = name.mid(begin.size(), name.size() - begin.size() - end.size());
    return names;
}

void addResults(const std::vector<RunSummary>& runs, std::vector<ComparedLine>& rows)
{
    std::set<std::string> names;
    for (const auto& run : runs)
        for (const auto& [name, value] : run.results)
            if (name.find('.') != std::string::npos) // of a test set; others, as the seed, are facts of the run
                names.insert(name);
    for (const auto& name : names) {
        ComparedLine row{ resultLabel(name), QString::fromStdString(name), {} };
        for (const auto& run : runs) {
            const auto found = run.results.find(name);
            row.values += found == run.results.end() ? nothing() : resultText(found->second);
        }
        rows.push_back(std::move(row));
    }
}

void addSettings(const std::vector<RunSummary>& runs, std::vector<ComparedLine>& rows)
{
    for (const auto& setting : settings()) {
        if (setting.key == "run.folder")
            continue;
        ComparedLine row{ labelOf(setting), toolTipOf(setting), {} };
        bool usual = true;
        for (const auto& run : runs) {
            const SettingValue value = setting.get(run.facts.config);
            usual &= value == setting.fallback;
            row.values += run.facts.started.empty() ? nothing() : valueTextOf(value);
        }
        if (runs.size() == 1 ? !usual : !allSame(row.values))
            rows.push_back(std::move(row));
    }
}

} // namespace

std::vector<ComparedLine> compareRuns(const std::vector<RunSummary>& runs)
{
    std::vector<ComparedLine> rows;
    addResults(runs, rows);
    addSettings(runs, rows);
    return rows;
}

RunComparison::RunComparison(QWidget* parent)
    : QWidget(parent)
    , m_heading(new QLabel(this))
    , m_table(new QTableWidget(this))
{
    m_heading->setWordWrap(true);
    m_heading->setTextFormat(Qt::PlainText);
    m_table->setAccessibleName(tr("Comparison of the selected runs"));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setMaximumSectionSize(widestColumn);
    connect(m_table->horizontalHeader(), &QHeaderView::sectionResized, this,
        [this](int column, int, int width) { elideTitle(column, width); });
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setFrameShape(QFrame::NoFrame);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 0, 0, 0);
    layout->addWidget(m_heading);
    layout->addWidget(m_table, 1);
    setRuns({});
}

void RunComparison::setRuns(const std::vector<RunSummary>& runs)
{
    const auto rows = compareRuns(runs);
    m_table->clear();
    m_table->setVisible(!rows.empty());
    if (runs.empty())
        m_heading->setText(tr("Select a run to see its settings and results, or several to compare them."));
    else if (runs.size() == 1 && !runs.front().problem.empty())
        m_heading->setText(QString::fromStdString(runs.front().problem));
    else if (runs.size() == 1)
        m_heading->setText(rows.empty() ? tr("All settings are at their defaults; there are no results yet.")
                                        : tr("Results, and settings that are not at their defaults"));
    else
        m_heading->setText(rows.empty() ? tr("These runs do not differ.") : tr("Results, and settings that differ"));

    QStringList names;
    for (const auto& run : runs)
        names += QString::fromStdString(run.folder.filename().string());
    const QStringList titles = QStringList{ QString() } + distinct(names);
    m_table->setColumnCount(static_cast<int>(titles.size()));
    m_table->setRowCount(static_cast<int>(rows.size()));
    m_table->setHorizontalHeaderLabels(titles);
    for (int c = 1; c < m_table->columnCount(); ++c) {
        m_table->horizontalHeaderItem(c)->setToolTip(names.at(c - 1));
        m_table->horizontalHeaderItem(c)->setData(Qt::UserRole, titles.at(c));
    }
    m_table->horizontalHeader()->setVisible(runs.size() > 1);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (int r = 0; r < m_table->rowCount(); ++r) {
        const auto& row = rows[static_cast<std::size_t>(r)];
        for (int c = 0; c < m_table->columnCount(); ++c) {
            auto* item = new QTableWidgetItem(c == 0 ? row.label : row.values.at(c - 1));
            item->setToolTip(c == 0 ? row.toolTip : row.values.at(c - 1));
            m_table->setItem(r, c, item);
        }
    }
    // A few runs share the room, so that all can be seen; more are scrolled.
    constexpr std::size_t few = 3;
    for (int c = 1; c < m_table->columnCount(); ++c)
        m_table->horizontalHeader()->setSectionResizeMode(
            c, runs.size() <= few ? QHeaderView::Stretch : QHeaderView::Interactive);
    m_table->resizeColumnsToContents();
    for (int c = 1; c < m_table->columnCount(); ++c)
        elideTitle(c, m_table->columnWidth(c));
}

/// A header with a style sheet would only cut it.
void RunComparison::elideTitle(int column, int width)
{
    constexpr int padding = 16; // of a section
    if (auto* title = m_table->horizontalHeaderItem(column); title && column > 0)
        title->setText(m_table->horizontalHeader()->fontMetrics().elidedText(
            title->data(Qt::UserRole).toString(), Qt::ElideMiddle, width - padding));
}

} // namespace lookaway
