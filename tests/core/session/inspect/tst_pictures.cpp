// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "TinyData.h"
#include "session/inspect/Pictures.h"

#include <QTest>

#include <atomic>
#include <cmath>
#include <thread>

using namespace lookaway;
using namespace lookaway::test;

namespace fs = std::filesystem;

namespace {

/// Red from left to right, green from top to bottom.
cv::Mat gradient(int width, int height)
{
    cv::Mat picture(height, width, CV_8UC3);
    picture.forEach<cv::Vec3b>([&](cv::Vec3b& pixel, const int* at) {
        pixel = cv::Vec3b(128, static_cast<std::uint8_t>(at[0] * 255 / std::max(1, height - 1)),
            static_cast<std::uint8_t>(at[1] * 255 / std::max(1, width - 1)));
    });
    return picture;
}

void writeBytes(const fs::path& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

/// The JPEG with an EXIF block that holds an orientation in front of everything else.
std::string turned(const std::string& jpeg, int orientation, bool bigEndian)
{
    const auto word = [&](int value) {
        const char low = static_cast<char>(value & 255), high = static_cast<char>(value >> 8);
        return bigEndian ? std::string{ high, low } : std::string{ low, high };
    };
    const auto longWord = [&](int value) { return bigEndian ? word(0) + word(value) : word(value) + word(0); };
    const std::string entry = word(0x0112) + word(3) + longWord(1) + word(orientation) + word(0);
    const std::string tiff = (bigEndian ? "MM" : "II") + word(42) + longWord(8) + word(1) + entry + longWord(0);
    const std::string content = std::string("Exif\0\0", 6) + tiff;
    const auto length = content.size() + 2;
    return jpeg.substr(0, 2) + "\xFF\xE1" + static_cast<char>(length >> 8) + static_cast<char>(length & 255) + content
        + jpeg.substr(2);
}

} // namespace

class TestPictures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        cv::imwrite((m_folder / "wide.jpg").string(), gradient(1200, 300));
        cv::imwrite((m_folder / "tall.png").string(), gradient(30, 90));
    }

    void keepsTheAspect_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("maxSide");
        QTest::addColumn<QSize>("size");
        QTest::newRow("jpeg") << "wide.jpg" << 160 << QSize(160, 40);
        QTest::newRow("odd") << "wide.jpg" << 101 << QSize(101, 25);
        QTest::newRow("reduced decoding would be too small") << "wide.jpg" << 1100 << QSize(1100, 275);
        QTest::newRow("one pixel") << "wide.jpg" << 1 << QSize(1, 1);
        QTest::newRow("as it is") << "wide.jpg" << 0 << QSize(1200, 300);
        QTest::newRow("just fits") << "wide.jpg" << 1200 << QSize(1200, 300);
        QTest::newRow("never larger") << "tall.png" << 500 << QSize(30, 90);
        QTest::newRow("png") << "tall.png" << 45 << QSize(15, 45);
    }
    void keepsTheAspect()
    {
        QFETCH(QString, file);
        QFETCH(int, maxSide);
        QFETCH(QSize, size);
        const auto picture = readPicture(m_folder / file.toStdString(), maxSide);
        QVERIFY(picture.ok());
        QCOMPARE(QSize(picture->width, picture->height), size);
        for (const auto& [x, y] :
            { std::pair(0, 0), { size.width() - 1, 0 }, { size.width() - 1, size.height() - 1 } }) {
            const auto* pixel = picture->at(x, y);
            const double red = size.width() > 1 ? 255.0 * (x + 0.5) / size.width() : 127.5;
            const double green = size.height() > 1 ? 255.0 * (y + 0.5) / size.height() : 127.5;
            QVERIFY(std::abs(pixel[0] - red) < 10 && std::abs(pixel[1] - green) < 10 && std::abs(pixel[2] - 128) < 10);
        }
    }

    void exif_data()
    {
        QTest::addColumn<int>("orientation");
        QTest::addColumn<QSize>("size");
        for (const int orientation : { 1, 2, 3, 4 })
            QTest::addRow("%d", orientation) << orientation << QSize(1200, 300);
        for (const int orientation : { 5, 6, 7, 8 })
            QTest::addRow("%d", orientation) << orientation << QSize(300, 1200);
        for (const int orientation : { 0, 9, 300 })
            QTest::addRow("%d, not valid", orientation) << orientation << QSize(1200, 300);
    }
    void exif()
    {
        QFETCH(int, orientation);
        QFETCH(QSize, size);
        for (const bool bigEndian : { false, true }) {
            const auto path = m_folder / "turned.jpg";
            writeBytes(path, turned(bytesOf(m_folder / "wide.jpg"), orientation, bigEndian));
            const auto facts = pictureFacts(path);
            QVERIFY(facts.ok());
            QCOMPARE(QSize(facts->width, facts->height), size);
            QCOMPARE(facts->bytes, static_cast<std::uint64_t>(fs::file_size(path)));
            const auto whole = readPicture(path, 0);
            QVERIFY(whole.ok());
            QCOMPARE(QSize(whole->width, whole->height), size);
            const auto small = readPicture(path, 120);
            QCOMPARE(QSize(small->width, small->height), size / 10);
        }
    }

    void refusals()
    {
        writeBytes(m_folder / "empty.jpg", "");
        writeBytes(m_folder / "text.png", "this is text");
        const auto whole = bytesOf(m_folder / "wide.jpg");
        writeBytes(m_folder / "half.jpg", whole.substr(0, whole.size() / 2));
        fs::create_directory(m_folder / "folder.jpg");
        std::string large("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\x7F\0\0\0\x7F\0\0\0\x08\2\0\0\0", 29);
        writeBytes(m_folder / "large.png", large);
        for (const char* name : { "empty.jpg", "text.png", "half.jpg", "folder.jpg", "large.png", "missing.jpg" }) {
            const auto picture = readPicture(m_folder / name, 64);
            QVERIFY2(!picture.ok() && picture.error().what.find(name) != std::string::npos, name);
            const auto facts = pictureFacts(m_folder / name);
            QVERIFY2(!facts.ok() && facts.error().what.find(name) != std::string::npos, name);
        }
    }

    // EXIF blocks that point outside of themselves or are cut off anywhere.
    void brokenExif()
    {
        const auto jpeg = turned(bytesOf(m_folder / "wide.jpg"), 6, false);
        const std::size_t block = 12 + 26; // of markers, name and TIFF structure
        for (std::size_t at = 2; at < block; ++at) {
            for (const char value : { '\0', '\x7F', '\xFF' }) {
                auto broken = jpeg;
                broken[at] = value;
                writeBytes(m_folder / "broken.jpg", broken);
                const auto facts = pictureFacts(m_folder / "broken.jpg");
                QVERIFY(!facts.ok() || facts->width + facts->height == 1500);
            }
        }
    }

    void manyThreads()
    {
        const auto alone = readPicture(m_folder / "wide.jpg", 96);
        std::atomic<int> equal = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 8; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 20; ++i)
                    equal += readPicture(m_folder / "wide.jpg", 96)->pixels == alone->pixels;
            });
        for (auto& thread : threads)
            thread.join();
        QCOMPARE(equal.load(), 160);
    }

private:
    Folder m_folder;
};

LOOKAWAY_TEST(tst_pictures, TestPictures)
#include "tst_pictures.moc"
