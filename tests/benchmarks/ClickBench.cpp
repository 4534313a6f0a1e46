// SPDX-License-Identifier: MIT
#include "ClickBench.h"

#include "pages/inspect/AnswerList.h"
#include "pages/inspect/ExplainPane.h"
#include "pages/inspect/InspectPage.h"
#include "pages/inspect/InspectPanes.h"
#include "pages/inspect/LayerMaps.h"
#include "pages/inspect/PictureStrip.h"
#include "widgets/pictures/InspectView.h"
#include "window/MainWindow.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QListView>
#include <QTest>

#include <algorithm>
#include <functional>
#include <vector>

namespace lookaway {

namespace {

constexpr int kPicturesEach = 5; ///< of a kind of clicks
constexpr int kAnswers = 5;
constexpr double kGoal = 100; ///< ms

bool until(const std::function<bool()>& reached)
{
    return QTest::qWaitFor(reached, 120000);
}

/// Notices that the view paints the map of a class.
class PaintWatch : public QObject {
public:
    explicit PaintWatch(ExplainPane& pane)
        : m_pane(pane)
    {
        pane.view()->installEventFilter(this);
    }
    void await(std::int64_t wanted)
    {
        m_wanted = wanted;
        m_painted = false;
        while (!m_painted) // wakes up at events only, so that nothing is measured that polls
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        // Before it is painted; but processEvents() returns behind that.
        const auto shown = m_pane.explanation();
        if (event->type() == QEvent::Paint && shown && !m_pane.working() && shown->classIndex == m_wanted)
            m_painted = true;
        return false;
    }

private:
    ExplainPane& m_pane;
    std::int64_t m_wanted = -1;
    bool m_painted = false;
};

class Clicker {
public:
    Clicker(InspectPage& page, ExplainPane& pane)
        : m_page(page)
        , m_pane(pane)
        , m_answers(*page.findChild<AnswerList*>())
        , m_watch(m_pane)
    {
        QObject::connect(page.findChild<LayerMaps*>(), &LayerMaps::shown, &m_watch, [this] { m_settled = true; });
    }

    /// Looks at one picture after the other, from `first`, and clicks at its answers.
    void click(int first, bool hurried)
    {
        for (int row = first; row < first + kPicturesEach; ++row) {
            look(row);
            for (int answer = 1; answer < kAnswers; ++answer)
                clickAt(answer, hurried);
        }
    }
    QJsonObject figures()
    {
        const auto share = [](std::vector<double>& values, double part) {
            std::sort(values.begin(), values.end());
            return values.empty() ? -1 : values[std::size_t(part * double(values.size() - 1))];
        };
        const double p95 = share(m_times, 0.95);
        const QJsonObject result{ { "median_ms", share(m_times, 0.5) }, { "p95_ms", p95 },
            { "max_ms", share(m_times, 1) }, { "clicks", int(m_times.size()) },
            { "explain_median_ms", share(m_explained, 0.5) }, { "p95_of_goal", p95 / kGoal } };
        m_times.clear();
        m_explained.clear();
        return result;
    }

private:
    void look(int row)
    {
        auto* view = m_page.strip()->view();
        const auto before = m_page.inspector()->subject();
        m_settled = false;
        view->setCurrentIndex(view->model()->index(row, 0));
        until([&] {
            return m_settled && m_page.inspector()->subject() != before && m_pane.explanation() && !m_pane.working();
        });
    }
    void clickAt(int answer, bool hurried)
    {
        const auto wanted = m_answers.answers()->row(answer).index;
        const QPoint place = m_answers.visualRect(m_answers.model()->index(answer, 0)).center();
        m_settled = false;
        QElapsedTimer clock;
        clock.start();
        QTest::mouseClick(m_answers.viewport(), Qt::LeftButton, {}, place);
        m_watch.await(wanted);
        m_times.push_back(double(clock.nsecsElapsed()) / 1e6);
        m_explained.push_back(m_pane.explanation()->seconds * 1000);
        if (!hurried)
            until([this] { return m_settled; });
    }

    InspectPage& m_page;
    ExplainPane& m_pane;
    AnswerList& m_answers;
    PaintWatch m_watch;
    bool m_settled = false;
    std::vector<double> m_times;
    std::vector<double> m_explained;
};

} // namespace

QJsonObject clicksToMaps(MainWindow& window, const QString& model, const QString& pictures)
{
    auto& page = *window.findChild<InspectPage*>();
    window.showWorkspace(MainWindow::Workspace::Inspect);
    page.openModel(model);
    page.strip()->add(QStringList{ pictures });
    const auto enough = [&] { return page.strip()->model()->rowCount() > 3 * kPicturesEach; };
    if (!until([&] { return page.inspector()->hasModel() && page.inspector()->subject() && enough(); }))
        return { { "error", "the model cannot be opened, or there are too few pictures" } };
    ExplainPane& pane = *page.panes()->active();
    Clicker clicker(page, pane);
    clicker.click(1, /*hurried=*/false);
    const QJsonObject settled = clicker.figures();
    clicker.click(1 + kPicturesEach, /*hurried=*/true);
    const QJsonObject hurried = clicker.figures();
    ExplainPane& slow = *page.panes()->addPane();
    ExplainOrder endless;
    endless.method = "rise";
    endless.settings.riseMasks = 1000000;
    slow.setOrder(endless);
    Q_EMIT pane.activated();
    clicker.click(1 + 2 * kPicturesEach, /*hurried=*/false);
    slow.stop();
    return { { "settled", settled }, { "hurried", hurried }, { "beside_rise", clicker.figures() } };
}

} // namespace lookaway
