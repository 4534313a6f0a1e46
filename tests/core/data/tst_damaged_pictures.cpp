// SPDX-License-Identifier: MIT
// Files that are no pictures, no longer, or not for us to read.
#include "TestMain.h"

#include "JpegSegments.h"
#include "Pictures.h"
#include "base/Random.h"
#include "data/ImageReader.h"

#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace lookaway;
using namespace lookaway::test;

class DamagedPicturesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { prepareImageLibrary(); }

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
};

LOOKAWAY_TEST(tst_damaged_pictures, DamagedPicturesTest)
#include "tst_damaged_pictures.moc"
