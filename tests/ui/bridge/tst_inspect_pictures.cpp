// SPDX-License-Identifier: MIT
#include "bridge/InspectPictures.h"
#include "widgets/pictures/HeatMapImage.h"

#include "TestMain.h"
#include "TinyRun.h"

#include <QAbstractItemModelTester>
#include <QTemporaryDir>

using namespace lookaway;
using namespace lookaway::test;

class InspectPicturesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void picturesComeOnceAndGo()
    {
        QTemporaryDir folder;
        writeSquares(folder.filePath(QStringLiteral("pictures")), 24);
        QFile other(folder.filePath(QStringLiteral("config.toml")));
        QVERIFY(other.open(QIODevice::WriteOnly));
        InspectPictures pictures(32);
        const QAbstractItemModelTester tester(&pictures, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QStringList found = pictureFilesIn({ folder.path(), other.fileName() });
        QCOMPARE(found.size(), 72);
        QCOMPARE(pictures.addFiles(found), 0);
        QCOMPARE(pictures.addFiles({ found[5], found[6] }), 5);
        QCOMPARE(pictures.rowCount(), 72);
        QCOMPARE(pictures.addPixels(squareOf(Qt::red, 3)), 72);
        QCOMPARE(pictures.index(72).data().toString(), QStringLiteral("pasted picture"));
        QVERIFY(!pictures.index(72).data(Qt::DecorationRole).value<QPixmap>().isNull());
        QTRY_VERIFY_WITH_TIMEOUT(!pictures.index(5).data(Qt::DecorationRole).value<QPixmap>().isNull(), 60000);
        pictures.remove(0);
        QCOMPARE(pictures.source(0).path, found[1]);
        QCOMPARE(pictures.addFiles({}), -1);
        pictures.remove(500);
        QCOMPARE(pictures.rowCount(), 72);
    }

    void transparentPixelsAreWhite()
    {
        QImage image(2, 1, QImage::Format_ARGB32);
        image.setPixelColor(0, 0, QColor(10, 20, 30));
        image.setPixelColor(1, 0, QColor(0, 0, 0, 0));
        const Image picture = fromImage(image);
        QCOMPARE(int(picture.at(0, 0)[2]), 30);
        QCOMPARE(int(picture.at(1, 0)[0]), 255);
        QVERIFY(fromImage({}).empty());
    }
};

LOOKAWAY_TEST(tst_inspect_pictures, InspectPicturesTest)
#include "tst_inspect_pictures.moc"
