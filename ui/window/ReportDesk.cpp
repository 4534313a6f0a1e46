// SPDX-License-Identifier: MIT
#include "window/ReportDesk.h"

#include "bridge/SessionBridge.h"
#include "pages/runs/RunsPanel.h"
#include "report/HtmlReport.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QProgressDialog>

namespace lookaway {

namespace {

/// Which pictures the runs are tested on is found out on the thread that compares them.
Job jobFor(ReportRequest request)
{
    return [request = std::move(request)](JobContext& context) mutable -> Result<std::string> {
        context.emit(Progress{ "Reading the test pictures", 0, 0 });
        auto pictures = testPicturesOf(request.test.models.front().source.path, context.token);
        if (!pictures)
            return pictures.error();
        request.test.pictures = std::move(*pictures);
        return reportJob(std::move(request))(context);
    };
}

} // namespace

ReportDesk::ReportDesk(RunsPanel* runs, QWidget* window)
    : QObject(window)
    , m_window(window)
    , m_bridge(new SessionBridge(this))
{
    connect(runs, &RunsPanel::reportRequested, this, &ReportDesk::ask);
    connect(m_bridge, &SessionBridge::progress, this, [this](const Progress& progress) {
        if (!m_progress)
            return;
        m_progress->setLabelText(QString::fromStdString(progress.stage));
        m_progress->setRange(0, int(progress.total));
        m_progress->setValue(int(progress.done));
    });
    connect(m_bridge, &SessionBridge::finished, this, [this](const RunFinished& run) {
        delete m_progress.data();
        if (run.outcome == RunFinished::Outcome::Completed)
            Q_EMIT written(QString::fromStdString(run.report));
        else if (run.outcome == RunFinished::Outcome::Failed)
            Q_EMIT failed(run.error);
        Q_EMIT finished();
    });
}

bool ReportDesk::writing() const
{
    return m_bridge->running();
}

void ReportDesk::stop()
{
    m_bridge->requestStop();
}

void ReportDesk::ask(const QStringList& runs)
{
    if (runs.isEmpty() || m_bridge->running())
        return;
    const QString name = runs.size() == 1 ? QDir(runs.first()).dirName() : QStringLiteral("comparison");
    auto* dialog =
        new QFileDialog(m_window, tr("Save Report"), QFileInfo(runs.first()).absolutePath(), tr("Web page (*.html)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("html"));
    dialog->selectFile(name + QStringLiteral(".html"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, runs](const QString& file) { write(runs, file); });
    dialog->open();
}

void ReportDesk::write(const QStringList& runs, const QString& file)
{
    ReportRequest request;
    for (const auto& run : runs)
        request.test.models.push_back(
            { QDir(run).dirName().toStdString(), { ModelSource::Kind::Run, run.toStdString(), {}, {} } });
    request.test.device = m_device.toStdString();
    request.out = file.toStdString();
    if (const auto started = m_bridge->start(jobFor(std::move(request))); !started) {
        Q_EMIT failed(started.error());
        return;
    }
    m_progress = new QProgressDialog(tr("Reading the test pictures"), tr("Stop"), 0, 0, m_window);
    m_progress->setWindowTitle(tr("Report"));
    m_progress->setMinimumWidth(360);
    m_progress->setAutoReset(false);
    m_progress->setAutoClose(false);
    m_progress->setMinimumDuration(0);
    connect(m_progress, &QProgressDialog::canceled, m_bridge, &SessionBridge::requestStop);
    m_progress->show();
}

} // namespace lookaway
