// SPDX-License-Identifier: MIT
// How a pane has its order explained, and stops that.
#include "pages/inspect/ExplainPane.h"
#include "pages/inspect/MapSign.h"
#include "widgets/InlineNote.h"
#include "widgets/pictures/ColorScale.h"

#include <QComboBox>
#include <QProgressBar>
#include <QToolButton>

namespace lookaway {

void ExplainPane::ask()
{
    if (!m_inspector->subject())
        return setWorking(false);
    m_note->clear();
    m_stopped = false;
    m_partial = false;
    m_done = 0;
    m_total = 0;
    setWorking(true);
    ExplainCalls calls;
    calls.done = [this](std::shared_ptr<const Explanation> explanation) { take(std::move(explanation)); };
    calls.failed = [this](const Error& error) {
        drop();
        setWorking(false);
        if (!error.cancelled()) // the name of a file may break behind its underscores: a pane is narrow
            m_note->say(InlineNote::Kind::Problem,
                QString::fromStdString(error.message()).replace(QLatin1Char('_'), QStringLiteral("_\u200b")));
        Q_EMIT explained();
    };
    calls.progress = [this](std::int64_t done, std::int64_t total, const HeatMap& soFar) {
        showProgress(done, total, soFar);
    };
    m_inspector->explain(this, m_order, calls);
    if (m_working) // it was not known from before
        Q_EMIT explained();
}

void ExplainPane::stop()
{
    if (!m_working)
        return;
    m_inspector->stop(this);
    m_stopped = true;
    setWorking(false);
    if (m_partial)
        keepSoFar();
    else
        drop(); // what was there is of another order than the boxes say
    Q_EMIT explained();
}

/// What was found until it was stopped is an explanation, too.
void ExplainPane::keepSoFar()
{
    const MethodFact* method = findMethod(m_order.method);
    Explanation soFar;
    soFar.method = m_order.method;
    soFar.layer = method && method->needsLayer ? m_order.layer : std::string();
    soFar.classIndex = m_order.classIndex;
    if (const auto best = m_inspector->subject()->answer.top(1); soFar.classIndex < 0 && !best.empty())
        soFar.classIndex = best.front();
    soFar.raw = m_raw;
    soFar.isSigned = method && method->isSigned;
    m_explanation = std::make_shared<const Explanation>(std::move(soFar));
    fillMaps();
    showMap();
}

QString ExplainPane::stoppedText() const
{
    const int percent = m_total > 0 ? int(100 * m_done / m_total) : 0;
    return percent > 0 ? tr("stopped at %1 %").arg(percent) : tr("stopped before 1 %");
}

/// It takes longer than a moment: how far it is is shown, and no longer what was there before.
void ExplainPane::onPatienceEnded()
{
    m_progress->setVisible(m_working);
    const MethodFact* method = findMethod(m_order.method);
    if (!m_working || m_partial || !method || !method->slow)
        return;
    drop();
    Q_EMIT explained();
}

void ExplainPane::showProgress(std::int64_t done, std::int64_t total, const HeatMap& soFar)
{
    m_progress->setMaximum(int(total));
    m_progress->setValue(int(done));
    m_done = done;
    m_total = total;
    if (soFar.empty())
        return;
    m_explanation.reset();
    m_shown.reset();
    m_map->hide();
    m_partial = true;
    m_raw = soFar;
    m_signed = hasSign(m_order.method, m_raw);
    draw();
    Q_EMIT explained();
}

void ExplainPane::setWorking(bool working)
{
    m_working = working;
    m_legend->setVisible(!working);
    m_stop->setVisible(working);
    m_again->setVisible(!working && m_stopped);
    m_progress->setVisible(false);
    if (!working)
        return m_patience.stop();
    m_progress->setRange(0, 0);
    m_patience.start();
}

/// Nothing has been found (yet).
void ExplainPane::drop()
{
    m_explanation.reset();
    m_shown.reset();
    m_raw = {};
    m_map->hide();
    draw();
}

} // namespace lookaway
