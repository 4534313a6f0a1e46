// SPDX-License-Identifier: MIT
#pragma once

#include "base/Result.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

class QProgressDialog;
class QWidget;

namespace lookaway {

class RunsPanel;
class SessionBridge;

/// Writes pages about runs, beside whatever else goes on. One at a time.
class ReportDesk : public QObject {
    Q_OBJECT

public:
    ReportDesk(RunsPanel* runs, QWidget* window);

    /// As TrainingSettings::device.
    void setDevice(const QString& device) { m_device = device; }
    /// Asks where the page is to be kept.
    void ask(const QStringList& runs);
    /// Compares the runs on the first one's test pictures; a dialog shows how far it is.
    void write(const QStringList& runs, const QString& file);
    bool writing() const;
    /// finished() follows; nothing of the page is kept.
    void stop();

Q_SIGNALS:
    void written(const QString& file);
    void failed(const lookaway::Error& error);
    /// After written() or failed(), or when it was stopped.
    void finished();

private:
    QWidget* m_window;
    SessionBridge* m_bridge;
    QPointer<QProgressDialog> m_progress;
    QString m_device = QStringLiteral("auto");
};

} // namespace lookaway
