// SPDX-License-Identifier: MIT
#pragma once

#include "pages/data/DataPage.h"
#include "pages/data/PictureBrowser.h"
#include "session/Session.h"
#include "widgets/pictures/TileView.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QTest>

namespace lookaway::test {

/// Eight pictures each of two classes; one of the tulips is a file of text.
inline void drawPictures(const QString& folder)
{
    const QDir root(folder);
    for (const char* name : { "daffodil", "tulip" }) {
        QVERIFY(root.mkpath(QString::fromLatin1(name)));
        for (int i = 0; i < 8; ++i) {
            QImage picture(60 + i, 40, QImage::Format_RGB32);
            picture.fill(QColor(20 * i, 120, 200));
            QVERIFY(picture.save(root.filePath(QStringLiteral("%1/picture_%2.png").arg(QLatin1String(name)).arg(i))));
        }
    }
    QFile broken(root.filePath(QStringLiteral("tulip/broken.jpg")));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write("no picture at all");
}

inline PictureBrowser& browserOf(DataPage& page)
{
    return *page.findChild<PictureBrowser*>();
}

inline TileView& tilesOf(DataPage& page)
{
    return *browserOf(page).findChild<TileView*>();
}

inline void open(DataPage& page)
{
    page.resize(1200, 760);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
}

/// A page on the screen that is answered as the window answers it, with real surveys.
class SurveyedPage {
public:
    SurveyedPage()
        : m_session([this](const Event& event) { tell(event); })
    {
        QObject::connect(&m_page, &DataPage::surveyRequested, &m_page, [this](const DataSettings& data) {
            m_session.wait();
            const auto started = m_session.start(surveyJob(data, 1, [this](std::shared_ptr<const Survey> survey) {
                QMetaObject::invokeMethod(
                    &m_page, [this, survey] { m_page.showSurvey(survey); }, Qt::QueuedConnection);
            }));
            QVERIFY(started.ok());
        });
        open(m_page);
    }
    DataPage& page() { return m_page; }
    /// Looks through a folder and waits for its pictures.
    void lookThrough(const QString& folder)
    {
        m_page.openPath(folder);
        QTRY_VERIFY(browserOf(m_page).isVisible());
    }

private:
    void tell(const Event& event)
    {
        if (const auto* end = std::get_if<RunFinished>(&event); end && end->outcome == RunFinished::Outcome::Failed)
            QMetaObject::invokeMethod(
                &m_page, [this, error = end->error] { m_page.showError(error); }, Qt::QueuedConnection);
    }

    DataPage m_page;
    Session m_session;
};

} // namespace lookaway::test
