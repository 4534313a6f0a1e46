// SPDX-License-Identifier: MIT
// How smooth the studio is, and what it costs. Prints one line of JSON.
//
//   studio_bench PICTURES LOOKAWAY [--seconds N] [--rounds N] [--size N] [--model NAME]
//   studio_bench PICTURES LOOKAWAY --memory MINUTES [--size N] [--model NAME]
//   studio_bench PICTURES MODEL --clicks
//   studio_bench PICTURES MODELS --compare
//
// PICTURES is a folder with one folder per class, LOOKAWAY the program (for the time of its start).
// - throughput: ResNet-18 with p = 0.25 trains in turn without a window and under the open live view; the ratio counts.
// - lateness of a 60 Hz timer of the GUI thread meanwhile, milliseconds.
// - frames of scrolling through 100,000 thumbnails, milliseconds.
// - start: process start to painted window, milliseconds.
// - memory (alone, --memory): resident memory in MiB under the live view, mean of each tenth of the time, and how many
//   batches were trained meanwhile; one thread, so that other work can go on beside it.
// - clicks (alone, --clicks): from a click on another class of a saved MODEL to its painted Grad-CAM (ClickBench.h);
//   PICTURES is any folder with sixteen pictures or more.
// - comparison (alone, --compare): how the Compare workspace fills (CompareBench.h); 20 pictures or more.
#include "ClickBench.h"
#include "CompareBench.h"

#include "base/Affinity.h"
#include "pages/data/PictureBrowser.h"
#include "session/Startup.h"
#include "session/Survey.h"
#include "session/TrainJob.h"
#include "window/MainWindow.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCommandLineParser>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QScrollBar>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <mutex>
#include <vector>

using namespace lookaway;

namespace {

double percentile(std::vector<double> values, double share)
{
    if (values.empty())
        return -1;
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/// Pictures per second between the first and the last report of a training.
class Speed {
public:
    void add(const StepDone& step)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_clock.isValid()) {
            m_clock.start();
            m_first = step.globalStep;
        }
        m_last = step.globalStep;
        m_seconds = static_cast<double>(m_clock.nsecsElapsed()) / 1e9;
    }
    double picturesPerSecond(int batch)
    {
        const std::lock_guard lock(m_mutex);
        return m_seconds > 0 ? static_cast<double>((m_last - m_first) * batch) / m_seconds : 0;
    }

private:
    std::mutex m_mutex;
    QElapsedTimer m_clock;
    std::int64_t m_first = 0;
    std::int64_t m_last = 0;
    double m_seconds = 0;
};

void wait(double seconds)
{
    QEventLoop loop;
    QTimer::singleShot(static_cast<int>(seconds * 1000), Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

double withoutWindow(const Config& config, double seconds)
{
    Speed speed;
    {
        Session session([&](const Event& event) {
            if (const auto* step = std::get_if<StepDone>(&event))
                speed.add(*step);
        });
        if (!session.start(trainJob(config)).ok())
            return 0;
        wait(seconds);
    }
    return speed.picturesPerSecond(config.training.batchSize);
}

double underTheWindow(MainWindow& window, const Config& config, double seconds, std::vector<double>& lateness)
{
    Speed speed;
    auto& controller = window.controller();
    QObject context;
    QObject::connect(
        &controller.bridge(), &SessionBridge::stepDone, &context, [&](const StepDone& step) { speed.add(step); });
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QElapsedTimer clock;
    QObject::connect(&timer, &QTimer::timeout, &context, [&] {
        lateness.push_back(std::max(0.0, static_cast<double>(clock.nsecsElapsed()) / 1e6 - timer.interval()));
        clock.start();
    });
    window.showWorkspace(MainWindow::Workspace::Train);
    controller.start(config, {});
    clock.start();
    timer.start(16);
    wait(seconds);
    timer.stop();
    controller.stopForLater();
    while (!controller.idle())
        wait(0.05);
    return speed.picturesPerSecond(config.training.batchSize);
}

/// Seconds of the frames of scrolling through 100,000 entries, page after page with jumps, in milliseconds.
std::vector<double> scrollFrames(const QString& pictures)
{
    QStringList files;
    for (QDirIterator it(pictures, { "*.jpg", "*.png" }, QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
        files << it.next();
    auto survey = std::make_shared<Survey>();
    survey->root = pictures.toStdString();
    survey->classes = { "all" };
    SurveyPart part;
    part.name = "train";
    for (int i = 0; i < 100000 && !files.isEmpty(); ++i) {
        // The same files under ever other names, so that no thumbnail is found in the cache.
        const QFileInfo file(files[i % files.size()]);
        QString path = file.path();
        for (int n = i / static_cast<int>(files.size()); n > 0; n /= 2)
            path += n % 2 ? QStringLiteral("/.") : QStringLiteral("/");
        part.pictures.push_back({ (path + QLatin1Char('/') + file.fileName()).toStdString(), 0 });
    }
    part.perClass = { static_cast<std::int64_t>(part.pictures.size()) };
    survey->parts.push_back(std::move(part));
    PictureBrowser browser;
    browser.resize(1000, 800);
    browser.show();
    browser.setSurvey(survey);
    wait(0.5);
    std::vector<double> frames;
    auto* view = browser.findChild<QAbstractItemView*>();
    auto* bar = view->verticalScrollBar();
    QElapsedTimer clock;
    for (int i = 0; i < 600; ++i) {
        clock.start();
        bar->setValue(i % 100 == 99 ? static_cast<int>((i * 7919LL) % std::max(1, bar->maximum())) : bar->value() + 60);
        view->viewport()->repaint();
        QApplication::processEvents();
        frames.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    return frames;
}

std::vector<double> starts(const QString& program, int count)
{
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
        QProcess process;
        QElapsedTimer clock;
        clock.start();
        process.start(program, { QStringLiteral("--exit-when-shown") });
        process.waitForFinished(60000);
        times.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    return times;
}

/// Resident memory of this process in MiB, of Linux; -1 elsewhere.
double residentMebibytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    const QByteArrayList fields = file.readAll().split(' ');
    return fields.size() < 2 ? -1 : static_cast<double>(fields[1].toLongLong()) * 4096 / 1048576;
}

/// Trains under the live view for so many minutes. Each tenth of the time gives one mean.
QJsonObject memoryUnderTheWindow(MainWindow& window, Config config, double minutes)
{
    config.training.threads = 1;
    config.training.epochs = 10000;
    auto& controller = window.controller();
    QObject context;
    std::int64_t batches = 0;
    QObject::connect(&controller.bridge(), &SessionBridge::stepDone, &context,
        [&](const StepDone& step) { batches = step.globalStep; });
    window.showWorkspace(MainWindow::Workspace::Train);
    controller.start(config, {});
    QJsonArray tenths;
    for (int tenth = 0; tenth < 10; ++tenth) {
        double sum = 0;
        constexpr int Samples = 60;
        for (int i = 0; i < Samples; ++i) {
            wait(minutes * 60 / 10 / Samples);
            sum += residentMebibytes();
        }
        tenths.append(sum / Samples);
        std::fprintf(stderr, "%.1f MiB after %lld batches\n", sum / Samples, static_cast<long long>(batches));
        if (controller.idle())
            break; // failed, or at its end: fewer than ten tenths say so
    }
    controller.stopForLater();
    while (!controller.idle())
        wait(0.05);
    return { { "memory_mib", tenths }, { "batches", static_cast<double>(batches) } };
}

void print(const QJsonObject& result)
{
    std::printf("%s\n", QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
}

Config settings(const QString& pictures, const QCommandLineParser& options)
{
    Config config;
    config.data.path = pictures.toStdString();
    config.data.imageSize = options.value(QStringLiteral("size")).toInt();
    config.data.validationShare = 0;
    config.data.testShare = 0.1;
    config.model.name = options.value(QStringLiteral("model")).toStdString();
    config.distraction.fill = FillKind::Zero;
    config.training.epochs = 1000;
    return config;
}

} // namespace

int main(int argc, char** argv)
{
    prepareProcess(argv);
    widenThreadAffinity();
    QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QApplication::setOrganizationName(QStringLiteral("lookaway-test"));
    QApplication::setApplicationName(QStringLiteral("lookaway-bench"));
    QCommandLineParser options;
    options.addOptions({ { "seconds", "of each training", "N", "40" }, { "rounds", "pairs of trainings", "N", "3" },
        { "size", "of the pictures", "px", "224" }, { "model", "to train", "name", "resnet18" },
        { "memory", "watch the memory for so long, and nothing else", "minutes" },
        { "clicks", "from a click to its map, and nothing else" },
        { "compare", "how a comparison fills, and nothing else" } });
    options.process(application);
    const QStringList arguments = options.positionalArguments();
    if (arguments.size() != 2)
        return 2;
    const double seconds = options.value(QStringLiteral("seconds")).toDouble();
    const QTemporaryDir folder;
    QSettings().clear();
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    if (options.isSet(QStringLiteral("memory"))) {
        Config config = settings(arguments[0], options);
        config.run.folder = folder.filePath(QStringLiteral("memory")).toStdString();
        print(memoryUnderTheWindow(window, config, options.value(QStringLiteral("memory")).toDouble()));
        return 0;
    }
    if (options.isSet(QStringLiteral("clicks"))) {
        print(clicksToMaps(window, arguments[1], arguments[0]));
        return 0;
    }
    if (options.isSet(QStringLiteral("compare"))) {
        print(comparisonInTheWindow(window, arguments[1], arguments[0]));
        return 0;
    }
    std::vector<double> ratios;
    std::vector<double> lateness;
    for (int round = 0; round < options.value(QStringLiteral("rounds")).toInt(); ++round) {
        Config config = settings(arguments[0], options);
        config.run.folder = folder.filePath(QStringLiteral("plain%1").arg(round)).toStdString();
        window.hide();
        const double plain = withoutWindow(config, seconds);
        config.run.folder = folder.filePath(QStringLiteral("studio%1").arg(round)).toStdString();
        window.show();
        ratios.push_back(underTheWindow(window, config, seconds, lateness) / plain);
    }
    const auto frames = scrollFrames(arguments[0]);
    const auto start = starts(arguments[1], 5);
    const QJsonObject result{ { "throughput_ratio", percentile(ratios, 0.5) },
        { "timer_p50_ms", percentile(lateness, 0.5) }, { "timer_p99_ms", percentile(lateness, 0.99) },
        { "timer_max_ms", percentile(lateness, 1) }, { "scroll_p99_ms", percentile(frames, 0.99) },
        { "start_ms", percentile(start, 0.5) } };
    print(result);
    return 0;
}
