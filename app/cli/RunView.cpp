// SPDX-License-Identifier: MIT
#include "RunView.h"

#include "Console.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <variant>

namespace lookaway::cli {

using namespace std::chrono_literals;

static std::string percent(double share, int places = 0)
{
    return decimals(100 * share, places) + " %";
}

static std::string bar(double share, int width)
{
    const auto full = static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * width));
    return "[" + std::string(static_cast<std::size_t>(full), '#')
        + std::string(static_cast<std::size_t>(width - full), '.') + "]";
}

RunView::RunView(std::string title)
    : m_title(std::move(title))
    , m_terminal(stderrIsTerminal())
    , m_shown(Clock::now())
{
}

RunView::~RunView()
{
    clearStatus();
}

void RunView::clearStatus()
{
    if (m_drawn)
        std::fputs("\r\x1b[K", stderr);
    m_drawn = false;
}

void RunView::line(const std::string& text)
{
    clearStatus();
    std::fprintf(stderr, "%s%s\n", prefix().c_str(), text.c_str());
    m_shown = Clock::now();
}

void RunView::status(const std::string& text, double share)
{
    const auto now = Clock::now();
    if (!m_terminal) {
        if (now - m_shown >= 10s)
            line(text);
        return;
    }
    if (m_drawn && now - m_drawnAt < 50ms && share < 1)
        return;
    const auto room = static_cast<std::size_t>(std::max(20, stderrWidth() - 1));
    std::string whole = prefix() + text;
    if (share >= 0 && whole.size() + 13 <= room) // the bar takes what the figures leave
        whole =
            prefix() + bar(share, static_cast<int>(std::min<std::size_t>(40, room - whole.size() - 3))) + " " + text;
    std::fprintf(stderr, "\r%s\x1b[K", whole.substr(0, room).c_str());
    std::fflush(stderr);
    m_drawn = true;
    m_drawnAt = now;
}

void RunView::progress(const std::string& what, std::int64_t done, std::int64_t total)
{
    if (what != m_stage && !m_terminal)
        line(what + " ...");
    m_stage = what;
    const std::string count = std::to_string(done) + (total > 0 ? "/" + std::to_string(total) : "");
    status(what + " " + count, total > 0 ? static_cast<double>(done) / static_cast<double>(total) : -1);
}

void RunView::show(const Event& event)
{
    std::visit([this](const auto& alternative) { on(alternative); }, event);
}

void RunView::on(const RunStarted& event)
{
    m_epochs = event.epochs;
    std::string pictures;
    for (const auto& [part, count] : event.pictures)
        pictures += ", " + std::to_string(count) + " " + part;
    line("Data: " + event.data + " (" + std::to_string(event.classes.size()) + " classes" + pictures + ")");
    if (const auto count = event.unreadable.size(); count > 0) {
        line(std::to_string(count) + (count == 1 ? " picture" : " pictures") + " cannot be read and "
            + (count == 1 ? "is" : "are") + " left out:");
        for (std::size_t i = 0; i < std::min<std::size_t>(5, count); ++i)
            line("  " + event.unreadable[i]);
        if (count > 5)
            line("  ... all of them are named in the run's report.");
    }
    line("Model: " + event.model + " (" + grouped(static_cast<unsigned long long>(event.parameters)) + " parameters), "
        + std::to_string(event.imageSize) + " px, explained at " + event.layer + "; " + event.device + ", "
        + event.precision + ", " + std::to_string(event.threads) + (event.threads == 1 ? " thread" : " threads"));
    line("Run folder: " + event.folder);
}

void RunView::on(const StepDone& event)
{
    if (event.epoch != m_occludedEpoch) {
        m_occludedEpoch = event.epoch;
        m_epochOccluded = 0;
    }
    m_epochOccluded += event.occluded;
    const double inEpoch =
        static_cast<double>(event.step) / static_cast<double>(std::max<std::int64_t>(1, event.stepsPerEpoch));
    std::string text = "epoch " + std::to_string(event.epoch + 1) + "/" + std::to_string(m_epochs) + " "
        + percent(inEpoch) + "  loss " + decimals(event.loss, 3) + "  acc " + decimals(event.accuracy, 3) + "  "
        + decimals(event.imagesPerSecond, event.imagesPerSecond < 10 ? 1 : 0) + " images/s  left "
        + duration(event.secondsLeft);
    if (m_epochOccluded > 0)
        text += "  occluded " + std::to_string(m_epochOccluded) + "/" + std::to_string(event.step) + " batches"
            + (event.occludedShare > 0 ? ", " + percent(event.occludedShare, 1) + " of pixels" : "");
    status(text, (event.epoch + inEpoch) / std::max(1, m_epochs));
}

void RunView::on(const EpochDone& event)
{
    std::string text = "epoch " + std::to_string(event.epoch + 1) + "/" + std::to_string(m_epochs) + "  loss "
        + decimals(event.trainLoss, 3) + "  acc " + decimals(event.trainAccuracy, 3);
    if (event.validated)
        text += "  val loss " + decimals(event.validationLoss, 3) + "  val acc " + decimals(event.validationAccuracy, 3)
            + (event.isBest ? " *" : "  ");
    text += "  " + duration(event.seconds);
    if (event.occludedBatches > 0)
        text += "  occluded " + std::to_string(event.occludedBatches)
            + (event.occludedBatches == 1 ? " batch, " : " batches, ") + percent(event.occludedShare, 1) + " of pixels";
    if (event.constantMaps > 0)
        text += ", " + std::to_string(event.constantMaps) + (event.constantMaps == 1 ? " picture" : " pictures")
            + " without a hottest place";
    line(text);
}

void RunView::on(const SettingChanged& event)
{
    line("Changed " + event.setting + " from " + event.from + " to " + event.to + " at mini-batch "
        + std::to_string(event.globalStep));
}

void RunView::on(const Evaluated& event)
{
    line(event.name + ": accuracy " + decimals(event.accuracy, 4) + ", macro F1 " + decimals(event.macroF1, 4)
        + ", top-5 " + decimals(event.top5, 4) + " (" + std::to_string(event.pictures) + " pictures)");
}

void RunView::on(const ProbesExplained& event)
{
    line("attention spread of " + std::to_string(event.probes.size()) + " probe pictures "
        + (event.epoch < 0 ? "before training" : "after epoch " + std::to_string(event.epoch + 1)) + ": "
        + percent(event.meanSpread, 1) + " of the picture");
}

void RunView::on(const RunFinished& event)
{
    clearStatus();
    if (event.outcome == RunFinished::Outcome::Completed)
        line("Done in " + duration(event.seconds));
}

} // namespace lookaway::cli
