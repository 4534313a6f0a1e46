// SPDX-License-Identifier: MIT
#pragma once

#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QString>
#include <QTimer>
#include <QWidget>

#include <cstdio>
#include <functional>

namespace lookaway {

/// Takes pictures of widgets into a folder, each name with the same suffix.
class Photographer {
public:
    Photographer(QString out, QString suffix)
        : m_out(std::move(out))
        , m_suffix(std::move(suffix))
    {
        QDir().mkpath(m_out);
    }
    void take(QWidget& widget, const char* name) const
    {
        settle();
        const QString path = QStringLiteral("%1/%2%3.png").arg(m_out, QLatin1String(name), m_suffix);
        if (!widget.grab().save(path))
            std::fprintf(stderr, "cannot write %s\n", qPrintable(path));
        else
            std::printf("%s\n", qPrintable(path));
    }
    /// Lets what is queued and delayed (throttled plots, thumbnails) be painted.
    static void settle(int milliseconds = 700)
    {
        QEventLoop loop;
        QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
        loop.exec();
    }
    /// Runs the event loop until it is so, or four minutes are over.
    static bool until(const std::function<bool()>& reached)
    {
        QElapsedTimer clock;
        clock.start();
        while (!reached() && clock.elapsed() < 240000)
            settle(50);
        return reached();
    }

private:
    QString m_out;
    QString m_suffix;
};

} // namespace lookaway
