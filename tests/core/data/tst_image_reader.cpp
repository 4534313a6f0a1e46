// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "Pictures.h"
#include "base/Random.h"
#include "data/ImageReader.h"

#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

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

/// An APP1 segment with an EXIF block that holds an orientation, and optionally a thumbnail behind it.
std::string exifSegment(int orientation, const std::string& thumbnail = {})
{
    std::string tiff("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19);
    tiff += char(orientation);
    tiff += std::string(6, '\0'); // rest of the value, no further directory
    const std::string content = std::string("Exif\0\0", 6) + tiff + thumbnail;
    const std::size_t length = content.size() + 2;
    return std::string("\xFF\xE1") + char(length >> 8) + char(length & 0xFF) + content;
}

std::string withSegment(const std::string& jpeg, const std::string& segment)
{
    return jpeg.substr(0, 2) + segment + jpeg.substr(2);
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

    void everyCutJpegIsRefused_data()
    {
        QTest::addColumn<std::vector<int>>("parameters");
        QTest::newRow("baseline") << std::vector<int>{ cv::IMWRITE_JPEG_QUALITY, 80 };
        QTest::newRow("progressive") << std::vector<int>{ cv::IMWRITE_JPEG_PROGRESSIVE, 1 };
        QTest::newRow("restart markers") << std::vector<int>{ cv::IMWRITE_JPEG_RST_INTERVAL, 1 };
    }
    void everyCutJpegIsRefused()
    {
        QFETCH(std::vector<int>, parameters);
        cv::Mat noise(40, 40, CV_8UC3);
        cv::theRNG().state = 5;
        cv::randu(noise, 0, 255);
        const std::string thumbnail = encoded(".jpg", gradient(16, 16));
        const std::string whole = withSegment(encoded(".jpg", noise, parameters), exifSegment(1, thumbnail));
        const TemporaryFolder folder;
        QVERIFY(decodeImage(whole, "whole").ok());
        for (std::size_t length = 0; length < whole.size(); ++length) {
            const auto image = decodeImage(std::string_view(whole).substr(0, length), "cut.jpg");
            QVERIFY(!image.ok());
            QVERIFY(contains(image.error().what, "'cut.jpg'"));
        }
        for (std::size_t length = 0; length < whole.size(); length += 97) {
            writeBytes(folder / "cut.jpg", whole.substr(0, length));
            QVERIFY(!inspectImage(folder / "cut.jpg").ok());
        }
        const auto cut = decodeImage(std::string_view(whole).substr(0, whole.size() - 2), "cut.jpg");
        QVERIFY(contains(cut.error().what, "is truncated"));
    }

    void bytesBehindTheEndAreNoHarm()
    {
        const TemporaryFolder folder;
        const std::string jpeg = encoded(".jpg", gradient(40, 40));
        for (const std::string& rest :
            { std::string(20, '\0'), std::string(10000, 'x'), jpeg.substr(0, jpeg.size() / 2) }) {
            writeBytes(folder / "more.jpg", jpeg + rest);
            QVERIFY(inspectImage(folder / "more.jpg").ok());
            QVERIFY(readImage(folder / "more.jpg").ok());
        }
    }

    void cutFilesOfOtherFormats()
    {
        for (const char* extension : { ".png", ".webp", ".bmp" }) {
            const std::string whole = encoded(extension, gradient(23, 11));
            for (std::size_t length = 0; length < whole.size(); ++length)
                QVERIFY2(!decodeImage(std::string_view(whole).substr(0, length), "cut").ok(), extension);
        }
        const std::string tiff = encoded(".tiff", gradient(23, 11));
        for (std::size_t length = 0; length < tiff.size(); ++length)
            (void)decodeImage(std::string_view(tiff).substr(0, length), "cut"); // must only survive
    }

    void damagedBytesNeverCrash()
    {
        Random random(3);
        for (const char* extension : { ".jpg", ".png", ".webp", ".bmp", ".tiff" }) {
            const std::string whole = encoded(extension, gradient(17, 13));
            for (int i = 0; i < 300; ++i) {
                std::string bytes = whole;
                for (int j = 0; j < 3; ++j)
                    bytes[random.below(bytes.size())] = char(random.below(256));
                const auto image = decodeImage(bytes, "damaged", 4);
                QVERIFY(image.ok() ? !image->empty() : !image.error().what.empty());
            }
        }
    }

    void hugePictureIsRefusedByItsHeader()
    {
        const auto path = std::filesystem::path(LOOKAWAY_FIXTURES) / "pictures" / "huge.png";
        for (const Error& error : { inspectImage(path).error(), readImage(path).error() }) {
            QVERIFY(contains(error.what, "huge.png"));
            QVERIFY(contains(error.what, "30000 x 30000"));
        }
        // The same in the other formats' headers.
        std::string bmp = encoded(".bmp", gradient(4, 4));
        bmp.replace(18, 8, std::string("\x30\x75\0\0\x30\x75\0\0", 8));
        QVERIFY(!decodeImage(bmp, "huge.bmp").ok());
        std::string jpeg = encoded(".jpg", gradient(4, 4));
        const std::size_t frame = jpeg.find("\xFF\xC0");
        jpeg.replace(frame + 5, 4, "\x75\x30\x75\x30");
        QVERIFY(contains(decodeImage(jpeg, "huge.jpg").error().what, "30000 x 30000"));
    }

    void otherContentGetsASentence()
    {
        const TemporaryFolder folder;
        writeBytes(folder / "text.jpg", "Dear reader, this is not a picture.\n");
        writeBytes(folder / "nothing.jpg", "");
        std::filesystem::create_directory(folder / "folder.jpg");
        QVERIFY(contains(readImage(folder / "text.jpg").error().what, "is not a picture"));
        QVERIFY(contains(inspectImage(folder / "text.jpg").error().what, "text.jpg"));
        QVERIFY(contains(readImage(folder / "nothing.jpg").error().what, "is empty"));
        QVERIFY(contains(inspectImage(folder / "nothing.jpg").error().what, "is empty"));
        QVERIFY(contains(readImage(folder / "folder.jpg").error().what, "not a regular file"));
        QVERIFY(contains(inspectImage(folder / "folder.jpg").error().what, "not a regular file"));
        QVERIFY(contains(readImage(folder / "missing.jpg").error().what, "missing.jpg"));
        QVERIFY(contains(inspectImage(folder / "missing.jpg").error().what, "No such file"));
    }

    void aPipeDoesNotHang()
    {
        const TemporaryFolder folder;
        QCOMPARE(::mkfifo((folder / "pipe.jpg").c_str(), 0600), 0);
        QVERIFY(contains(inspectImage(folder / "pipe.jpg").error().what, "not a regular file"));
        QVERIFY(contains(readImage(folder / "pipe.jpg").error().what, "not a regular file"));
    }

    void withoutPermission()
    {
        const TemporaryFolder folder;
        writePicture(folder / "secret.png");
        std::filesystem::permissions(folder / "secret.png", std::filesystem::perms::none);
        std::filesystem::permissions(folder.path(), std::filesystem::perms(0755));
        const bool root = ::geteuid() == 0; // root may read everything: be somebody else for a moment
        if (root && ::seteuid(65534) != 0)
            QSKIP("cannot give up root's rights here");
        const auto inspected = inspectImage(folder / "secret.png");
        const auto read = readImage(folder / "secret.png");
        if (root)
            QCOMPARE(::seteuid(0), 0);
        QVERIFY(contains(inspected.error().what, "Permission denied"));
        QVERIFY(contains(read.error().what, "secret.png"));
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
