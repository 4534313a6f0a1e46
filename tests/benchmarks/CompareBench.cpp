// SPDX-License-Identifier: MIT
#include "CompareBench.h"

#include "bridge/FoundModels.h"
#include "pages/compare/CellPictures.h"
#include "pages/compare/CompareGrid.h"
#include "pages/compare/ComparePage.h"
#include "window/MainWindow.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QScrollBar>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <vector>

namespace lookaway {

namespace {

constexpr int kRows = 20;
constexpr int kModels = 5;
constexpr int kScrolledRows = 100;
constexpr int kFrame = 16; // ms

double percentile(std::vector<double> values, double share)
{
    if (values.empty())
        return -1;
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

double milliseconds(const QElapsedTimer& clock)
{
    return static_cast<double>(clock.nsecsElapsed()) / 1e6;
}

/// A zip archive ends with the length of its comment, which is 0 as written by PyTorch.
bool copyWithComment(const QString& from, const QString& to, int length)
{
    QFile source(from);
    QFile target(to);
    if (!source.open(QIODevice::ReadOnly) || !target.open(QIODevice::WriteOnly))
        return false;
    QByteArray bytes = source.readAll();
    if (bytes.size() < 2 || bytes.back() != 0)
        return false;
    bytes[bytes.size() - 2] = static_cast<char>(length);
    bytes += QByteArray(length, 'c');
    return target.write(bytes) == bytes.size();
}

QStringList distinctModels(const QString& models, const QTemporaryDir& folder)
{
    const QStringList given = models.split(QLatin1Char(','));
    if (given.size() > 1)
        return given;
    QStringList copies;
    for (int i = 1; i <= kModels; ++i) {
        copies << folder.filePath(QStringLiteral("model%1.pt").arg(i));
        if (!copyWithComment(models, copies.back(), i))
            qFatal("'%s' is not a zip archive without a comment", qPrintable(models));
    }
    return copies;
}

/// When the cells of the first row have their pictures on the screen.
class ShownCells : public QObject {
public:
    explicit ShownCells(ComparePage& page)
        : m_page(page)
    {
        auto* made = page.grid()->findChild<CellPictures*>();
        connect(made, &CellPictures::ready, this, [this](int row, int column) { m_made.insert({ row, column }); });
        page.grid()->viewport()->installEventFilter(this);
        m_clock.start();
    }
    bool rowShown(int row) const
    {
        for (int column = 0; column < m_page.comparer()->columns(); ++column)
            if (!m_made.contains({ row, column }))
                return false;
        return true;
    }
    double first() const { return m_first; }
    double now() const { return milliseconds(m_clock); }

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && m_first < 0 && rowShown(0))
            m_first = milliseconds(m_clock);
        return false;
    }

private:
    ComparePage& m_page;
    QElapsedTimer m_clock;
    QSet<std::pair<int, int>> m_made;
    double m_first = -1;
};

std::vector<double> scrollThrough(CompareGrid& grid)
{
    std::vector<double> frames;
    auto* bar = grid.verticalScrollBar();
    QElapsedTimer clock;
    for (int i = 0; i < 400; ++i) {
        clock.start();
        bar->setValue(i % 50 == 49 ? int((i * 7919LL) % std::max(1, bar->maximum())) : bar->value() + 47);
        grid.viewport()->repaint();
        QApplication::processEvents();
        frames.push_back(milliseconds(clock));
    }
    return frames;
}

std::vector<ComparedPicture> first(const std::vector<ComparedPicture>& pictures, int count)
{
    std::vector<ComparedPicture> taken;
    for (int i = 0; i < count; ++i)
        taken.push_back(pictures[std::size_t(i) * pictures.size() / std::size_t(count)]);
    return taken;
}

} // namespace

QJsonObject comparisonInTheWindow(MainWindow& window, const QString& models, const QString& pictures)
{
    const QTemporaryDir folder;
    auto& page = *window.findChild<ComparePage*>();
    page.setDevice(QStringLiteral("cpu"));
    const FoundToCompare found = findToCompare(distinctModels(models, folder));
    const FoundToCompare on = findToCompare({ pictures });
    if (found.models.size() < 2 || int(on.pictures.size()) < kRows)
        qFatal("too few models or pictures");
    window.showWorkspace(MainWindow::Workspace::Compare);
    QTest::qWait(500);

    std::vector<double> lateness;
    std::vector<double> idle;
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QElapsedTimer late;
    QObject::connect(&timer, &QTimer::timeout, &page, [&] {
        lateness.push_back(std::max(0.0, milliseconds(late) - kFrame));
        late.start();
    });
    late.start();
    timer.start(kFrame);
    QTest::qWait(3000);
    idle.swap(lateness);
    ShownCells shown(page);
    page.compareModels(found.models);
    page.addPictures(first(on.pictures, kRows));
    const Comparer& comparer = *page.comparer();
    if (!QTest::qWaitFor([&] { return comparer.done() == comparer.total() && shown.first() >= 0; }, 600000))
        qFatal("the comparison does not end");
    const double all = shown.now();
    timer.stop();

    page.addPictures(first(on.pictures, std::min(int(on.pictures.size()), kScrolledRows)));
    for (const char* columns : { "showDifferences", "showRegions" })
        page.findChild<QAction*>(QLatin1String(columns))->trigger();
    if (!QTest::qWaitFor([&] { return comparer.done() == comparer.total(); }, 600000))
        qFatal("the comparison does not end");
    const auto frames = scrollThrough(*page.grid());
    return { { "rows", kRows }, { "models", int(found.models.size()) }, { "first_row_ms", shown.first() },
        { "all_ms", all }, { "idle_timer_p99_ms", percentile(idle, 0.99) },
        { "timer_p50_ms", percentile(lateness, 0.5) }, { "timer_p99_ms", percentile(lateness, 0.99) },
        { "timer_max_ms", percentile(lateness, 1) }, { "scrolled_rows", comparer.rows() },
        { "scrolled_columns", comparer.columns() }, { "scroll_p99_ms", percentile(frames, 0.99) },
        { "scroll_max_ms", percentile(frames, 1) } };
}

} // namespace lookaway
