// SPDX-License-Identifier: MIT
// What is pasted or dropped becomes files.
#include "bridge/BroughtPictures.h"

#include "TestMain.h"

#include <QDir>
#include <QFile>
#include <QMimeData>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace lookaway;

class BroughtPicturesTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    static QImage square(QRgb color)
    {
        QImage image(8, 8, QImage::Format_ARGB32);
        image.fill(color);
        return image;
    }

private Q_SLOTS:
    void filesComeBeforePixels()
    {
        QMimeData data;
        data.setImageData(square(qRgb(9, 9, 9)));
        data.setUrls({ QUrl::fromLocalFile(QStringLiteral("/a/b.png")), QUrl(QStringLiteral("https://c.org/d.png")) });
        QVERIFY(mayBring(data));
        const Brought brought = broughtBy(data);
        QCOMPARE(brought.paths, QStringList{ QStringLiteral("/a/b.png") });
        QVERIFY(brought.picture.isNull() && !brought.empty());
    }

    void pixelsComeBeforeAnAddress()
    {
        QMimeData data;
        data.setUrls({ QUrl(QStringLiteral("https://c.org/d.png")) });
        QVERIFY(broughtBy(data).empty() && broughtBy(data).onlyAddress);
        QVERIFY(nothingBrought(broughtBy(data)).contains(QStringLiteral("address")));
        data.setImageData(square(qRgb(9, 9, 9)));
        QCOMPARE(broughtBy(data).picture.size(), QSize(8, 8));
        QVERIFY(!broughtBy(data).onlyAddress);
    }

    void linesOfTextMayBePaths()
    {
        QMimeData data;
        data.setText(QStringLiteral("  %1 \n/nowhere/at/all\n\n").arg(m_folder.path()));
        QCOMPARE(broughtBy(data).paths, QStringList{ m_folder.path() });
        QVERIFY(!mayBring(data));
        data.setText(QStringLiteral("a word"));
        QVERIFY(broughtBy(data).empty());
        QVERIFY(nothingBrought(broughtBy(data)).contains(QStringLiteral("no picture")));
    }

    void theSamePictureIsKeptOnce()
    {
        const QString runs = m_folder.filePath(QStringLiteral("runs"));
        const auto first = keepPicture(square(qRgb(1, 2, 3)), runs);
        const auto again = keepPicture(square(qRgb(1, 2, 3)).convertToFormat(QImage::Format_RGB888), runs);
        const auto other = keepPicture(square(qRgb(3, 2, 1)), runs);
        QVERIFY(first.ok() && again.ok() && other.ok());
        QCOMPARE(*again, *first);
        QVERIFY(*other != *first);
        QCOMPARE(QDir(runs + QStringLiteral("/pasted")).entryList(QDir::Files | QDir::Hidden).size(), 2);
        QCOMPARE(QImage(*first).pixelColor(4, 4), QColor(1, 2, 3));
    }

    void transparentIsWhite()
    {
        const auto kept = keepPicture(square(qRgba(200, 0, 0, 0)), m_folder.path());
        QVERIFY(kept.ok());
        QCOMPARE(QImage(*kept).pixelColor(0, 0), QColor(Qt::white));
    }

    void aFolderThatCannotBeMadeIsSaid()
    {
        QFile file(m_folder.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto kept = keepPicture(square(qRgb(1, 1, 1)), file.fileName());
        QVERIFY(!kept && kept.error().message().find("pasted") != std::string::npos);
    }
};

LOOKAWAY_TEST(tst_brought_pictures, BroughtPicturesTest)
#include "tst_brought_pictures.moc"
