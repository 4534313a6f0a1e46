// SPDX-License-Identifier: MIT
#pragma once

#include "data/ImageReader.h"
#include "window/MainWindow.h"

#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <memory>

namespace lookaway::test {

/// A window with settings of its own: runs go into a folder that vanishes with the test.
class Studio {
public:
    explicit Studio(const QString& runFolder)
    {
        prepareImageLibrary(); // as the programs do: OpenCV starts no threads of its own
        QSettings().clear();
        Preferences preferences;
        preferences.runFolder = runFolder;
        preferences.threads = 1;
        preferences.theme = ThemeKind::Light;
        QSettings settings;
        preferences.save(settings);
        open();
    }
    /// Closes the window, as a crash of the program would not, and opens another one with the same settings.
    void open()
    {
        m_window.reset();
        m_window = std::make_unique<MainWindow>();
        m_window->show();
        (void)QTest::qWaitForWindowExposed(m_window.get());
        m_window->activateWindow();
        (void)QTest::qWaitForWindowActive(m_window.get());
    }

    MainWindow& window() { return *m_window; }
    RunController& controller() { return m_window->controller(); }
    void forgetWindow() { m_window.reset(); }
    template <class T> T* find(const char* name = nullptr)
    {
        return m_window->findChild<T*>(name ? QString::fromLatin1(name) : QString());
    }
    QAction* action(const char* name) { return find<QAction>(name); }
    void press(const char* button) { QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton); }
    /// Triggers the action as its menu would: only when it is enabled.
    bool choose(const char* name)
    {
        QAction* found = action(name);
        if (!found || !found->isEnabled())
            return false;
        found->trigger();
        return true;
    }

private:
    std::unique_ptr<MainWindow> m_window;
};

/// Presses a button of the next modal dialog of this name as soon as it is there; checks that it came when destroyed.
class Answer {
public:
    Answer(const char* dialog, const char* button)
    {
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this, dialog, button] {
            auto* box = qobject_cast<QDialog*>(QApplication::activeModalWidget());
            if (!box || box->objectName() != QLatin1String(dialog))
                return;
            auto* push = box->findChild<QAbstractButton*>(QLatin1String(button));
            if (!push)
                return;
            m_given = true;
            m_timer.stop();
            QTest::mouseClick(push, Qt::LeftButton);
        });
        m_timer.start(10);
    }
    bool given() const { return m_given; }

private:
    QTimer m_timer;
    bool m_given = false;
};

/// Two classes of flat pictures: red and blue squares with some variation.
inline void writePictures(const QString& folder, int perClass)
{
    for (const auto& [name, color] : { std::pair{ "blue", Qt::blue }, std::pair{ "red", Qt::red } }) {
        const QDir target(folder + QLatin1Char('/') + QLatin1String(name));
        target.mkpath(QStringLiteral("."));
        for (int i = 0; i < perClass; ++i) {
            QImage image(48, 48, QImage::Format_RGB32);
            image.fill(QColor(color).lighter(100 + i % 40));
            for (int x = 0; x < 12; ++x)
                image.setPixelColor((x * 7 + i * 5) % 48, (x * 11 + i * 3) % 48, Qt::white);
            image.save(target.filePath(QStringLiteral("%1.png").arg(i)));
        }
    }
}

/// Settings of a training that takes a second or two.
inline Config tinyConfig(const QString& pictures, int epochs)
{
    Config config;
    config.data.path = pictures.toStdString();
    config.data.imageSize = 32;
    config.data.loaderThreads = 1;
    config.model.name = "small_cnn";
    config.training.threads = 1;
    config.training.epochs = epochs;
    config.training.batchSize = 4;
    config.training.learningRate = 1e-3;
    config.distraction.fill = FillKind::Zero;
    config.distraction.p = 0.5;
    config.run.probePictures = 4;
    return config;
}

} // namespace lookaway::test
