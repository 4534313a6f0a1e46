// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "JpegSegments.h"
#include "Pictures.h"
#include "data/ImageReader.h"

#include <QTest>

using namespace lookaway;
using namespace lookaway::test;

namespace {

const std::vector<int> kBestJpeg = { cv::IMWRITE_JPEG_QUALITY, 100 };

bool near(const std::uint8_t* pixel, std::array<int, 3> rgb, int tolerance)
{
    for (int c = 0; c < 3; ++c) {
        if (std::abs(pixel[c] - rgb[std::size_t(c)]) > tolerance)
            return false;
    }
    return true;
}

} // namespace

class ImageReaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareImageLibrary(); }

    void readsEveryFormat_data()
    {
        QTest::addColumn<QString>("extension");
        QTest::addColumn<int>("tolerance");
        QTest::newRow("jpeg") << ".jpg" << 12;
        QTest::newRow("png") << ".png" << 0;
        QTest::newRow("bmp") << ".bmp" << 0;
        QTest::newRow("webp lossless") << ".webp" << 0;
        QTest::newRow("tiff") << ".tiff" << 0;
    }
    void readsEveryFormat()
    {
        QFETCH(QString, extension);
        QFETCH(int, tolerance);
        const TemporaryFolder folder;
        const auto path = folder / ("picture" + extension.toStdString());
        const std::vector<int> parameters = extension == ".jpg" ? kBestJpeg
            : extension == ".webp"                              ? std::vector<int>{ cv::IMWRITE_WEBP_QUALITY, 101 }
                                                                : std::vector<int>{};
        writeBytes(path, encoded(extension.toStdString(), gradient(31, 19), parameters));
        const auto header = inspectImage(path);
        QVERIFY2(header.ok(), header.ok() ? "" : header.error().message().c_str());
        QCOMPARE(header->width, 31);
        QCOMPARE(header->height, 19);
        const auto image = readImage(path);
        QVERIFY(image.ok());
        QCOMPARE(image->width, 31);
        QCOMPARE(image->height, 19);
        for (int y = 0; y < 19; ++y) {
            for (int x = 0; x < 31; ++x)
                QVERIFY(near(image->at(x, y), gradientColour(x, y, 31, 19), tolerance));
        }
    }

    void lossyWebp()
    {
        const auto image = decodeImage(
            encoded(".webp", cv::Mat(20, 30, CV_8UC3, cv::Scalar(30, 90, 200)), { cv::IMWRITE_WEBP_QUALITY, 90 }), "x");
        QVERIFY(image.ok());
        QCOMPARE(image->width, 30);
        QVERIFY(near(image->at(15, 10), { 200, 90, 30 }, 8));
    }

    void paletteAnd16BitsAndAlpha()
    {
        const std::array<std::array<int, 3>, 6> rgb = { { { 255, 0, 0 }, { 0, 255, 0 }, { 0, 0, 255 }, { 10, 20, 30 },
            { 200, 100, 50 }, { 255, 255, 255 } } };
        for (const char* name : { "palette_alpha.png", "rgba16.png" }) {
            const auto image = readImage(std::filesystem::path(LOOKAWAY_FIXTURES) / "pictures" / name);
            QVERIFY2(image.ok(), name);
            QCOMPARE(image->width, 3);
            for (int i = 0; i < 6; ++i)
                QVERIFY2(near(image->at(i % 3, i / 3), rgb[std::size_t(i)], 0), name);
        }
        const auto grey = readImage(std::filesystem::path(LOOKAWAY_FIXTURES) / "pictures" / "grey_alpha.png");
        QVERIFY(grey.ok());
        QVERIFY(near(grey->at(1, 0), { 60, 60, 60 }, 0));
        QVERIFY(near(grey->at(1, 1), { 240, 240, 240 }, 0));
        QVERIFY(near(grey->at(2, 1), { 255, 255, 255 }, 0));
    }

    void grayscaleBecomesThreeChannels()
    {
        const auto image = decodeImage(encoded(".jpg", cv::Mat(9, 9, CV_8UC1, cv::Scalar(77)), kBestJpeg), "grey");
        QVERIFY(image.ok());
        QVERIFY(near(image->at(4, 4), { 77, 77, 77 }, 1));
    }

    void exifOrientation_data()
    {
        // Quadrants of the stored picture: A B / C D; what must be seen, row by row (EXIF 2.3, tag 0x0112).
        QTest::addColumn<int>("orientation");
        QTest::addColumn<QString>("seen");
        const char* seen[] = { "ABCD", "BADC", "DCBA", "CDAB", "ACBD", "CADB", "DBCA", "BDAC" };
        for (int i = 0; i < 8; ++i)
            QTest::newRow(seen[i]) << i + 1 << QString(seen[i]);
    }
    void exifOrientation()
    {
        QFETCH(int, orientation);
        QFETCH(QString, seen);
        const std::array<std::array<int, 3>, 4> colours = { { { 250, 10, 10 }, { 10, 250, 10 }, { 10, 10, 250 },
            { 240, 240, 240 } } };
        cv::Mat stored(32, 64, CV_8UC3);
        for (int q = 0; q < 4; ++q) {
            const auto [r, g, b] = colours[std::size_t(q)];
            stored(cv::Rect(q % 2 * 32, q / 2 * 16, 32, 16)).setTo(cv::Scalar(b, g, r));
        }
        const auto image =
            decodeImage(withSegment(encoded(".jpg", stored, kBestJpeg), exifSegment(orientation)), "turned");
        QVERIFY(image.ok());
        QCOMPARE(image->width, orientation < 5 ? 64 : 32);
        for (int q = 0; q < 4; ++q) {
            const auto colour = colours[std::size_t(seen[q].unicode() - 'A')];
            const int x = image->width * (1 + q % 2 * 2) / 4, y = image->height * (1 + q / 2 * 2) / 4;
            QVERIFY(near(image->at(x, y), colour, 12));
        }
    }

    void reducedDecodingCoversTheTarget()
    {
        const TemporaryFolder folder;
        writeBytes(folder / "large.jpg", encoded(".jpg", gradient(512, 640), kBestJpeg));
        const std::array<std::pair<int, int>, 7> widths = { { { 0, 512 }, { 600, 512 }, { 512, 512 }, { 257, 512 },
            { 256, 256 }, { 100, 128 }, { 64, 64 } } };
        for (const auto& [side, width] : widths) {
            const auto image = readImage(folder / "large.jpg", side);
            QVERIFY(image.ok());
            QCOMPARE(image->width, width);
            QVERIFY(near(image->at(width / 2, image->height / 2), { 128, 128, 128 }, 4));
        }
        writeBytes(folder / "large.png", encoded(".png", gradient(512, 640)));
        QCOMPARE(readImage(folder / "large.png", 64)->width, 512);
    }

    void resizes()
    {
        Image image(4, 2);
        for (std::size_t i = 0; i < image.pixels.size(); ++i)
            image.pixels[i] = std::uint8_t(i / 3 % 4 * 40); // columns 0 40 80 120
        const Image half = resizeImage(image, 2, 1);        // area: means of 2 x 2
        QVERIFY(near(half.at(0, 0), { 20, 20, 20 }, 0));
        QVERIFY(near(half.at(1, 0), { 100, 100, 100 }, 0));
        const Image twice = resizeImage(image, 8, 4); // bilinear: quarters between the columns
        QVERIFY(near(twice.at(1, 2), { 10, 10, 10 }, 0));
        QVERIFY(near(twice.at(2, 2), { 30, 30, 30 }, 0));
        QCOMPARE(resizeImage(image, 4, 2).pixels, image.pixels);
    }

    void realPictures()
    {
        if (!qEnvironmentVariableIsSet("LOOKAWAY_DATA"))
            QSKIP("LOOKAWAY_DATA is not set");
        int count = 0;
        for (const auto& entry : std::filesystem::directory_iterator(
                 std::filesystem::path(qgetenv("LOOKAWAY_DATA").toStdString()) / "photos")) {
            QVERIFY(inspectImage(entry.path()).ok());
            const auto image = readImage(entry.path(), 224);
            QVERIFY(image.ok());
            QVERIFY(std::min(image->width, image->height) >= 200);
            ++count;
        }
        QVERIFY(count > 10);
    }
};

LOOKAWAY_TEST(tst_image_reader, ImageReaderTest)
#include "tst_image_reader.moc"
