// SPDX-License-Identifier: MIT
// Whole files that are no weights: forbidden, truncated, damaged, compressed to bursting, or something else.
#include "Hostile.h"
#include "TestMain.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace lookaway;
using namespace lookaway::test;

namespace {

const std::string fixtures = LOOKAWAY_FIXTURES "/weights/";

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

std::string refusalOfFile(const std::string& path)
{
    const auto weights = readWeights(path);
    return weights ? "" : weights.error().message();
}

std::string fileContent(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    return { std::istreambuf_iterator<char>(in), {} };
}

} // namespace

class TestHostileFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesByName_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("part");
        QTest::newRow("os.system") << "forbidden_zip.pt"
                                   << "'posix.system'";
        QTest::newRow("eval") << "forbidden_legacy.pth"
                              << "'__builtin__.eval'";
        QTest::newRow("TorchScript") << "script.pt"
                                     << "TorchScript";
        QTest::newRow("other pickle") << "not_torch.pkl"
                                      << "not one of PyTorch";
        QTest::newRow("complex") << "complex.pt"
                                 << "ComplexFloatStorage";
        QTest::newRow("no weights") << "no_weights.pt"
                                    << "holds no state dict; its keys are 'epoch', 'optimizer'";
        QTest::newRow("bomb of one number") << "expanded_bomb.pt"
                                            << "far more memory";
        QTest::newRow("short storage") << "missing_storage.pt"
                                       << "reaches beyond the 1 bytes";
        QTest::newRow("big endian") << "big_endian.pt"
                                    << "big-endian";
        QTest::newRow("absent") << "absent.pt"
                                << "No such file";
        QTest::newRow("folder") << "."
                                << "is a folder";
    }
    void refusesByName()
    {
        QFETCH(QString, file);
        QFETCH(QString, part);
        const std::string sentence = refusalOfFile(fixtures + file.toStdString());
        QVERIFY2(contains(sentence, part.toStdString()), sentence.c_str());
        QVERIFY2(contains(sentence, file.toStdString()), sentence.c_str());
    }

    void zipBomb()
    {
        const std::string body = pickle("}" + text("w") + tensor(0, { 4 }, { 1 }) + "s");
        const std::string bomb = torchZip(body, { std::string(100u << 20, '\0') }, true);
        QVERIFY(bomb.size() < 200000);
        QVERIFY(contains(refusal(bomb), "far more memory"));
        const std::string pickleBomb = torchZip(std::string(100u << 20, 'N'), {}, true);
        QVERIFY(contains(refusal(pickleBomb), "far more memory"));
    }

    void wrongChecksum()
    {
        std::string bytes = oneTensor(0, { 4 }, { 1 });
        const auto storage = bytes.find("archive/data/0") + std::string("archive/data/0").size();
        bytes[storage] = 1;
        QVERIFY(contains(refusal(bytes), "wrong checksum"));
    }

    void everyTruncationIsRefused()
    {
        for (const char* file : { "zip.pt", "legacy.pth", "module_legacy.pth", "deflated.pt", "types.safetensors" }) {
            const std::string whole = fileContent(fixtures + file);
            for (std::size_t length = 0; length < whole.size(); ++length)
                QVERIFY2(
                    !refusal(whole.substr(0, length)).empty(), qPrintable(QString("%1 at %2").arg(file).arg(length)));
        }
    }

    void everyFlippedByteIsSurvived()
    {
        for (const char* file : { "zip.pt", "legacy.pth", "types.safetensors" }) {
            std::string bytes = fileContent(fixtures + file);
            for (char& byte : bytes) {
                byte = static_cast<char>(~byte);
                (void)refusal(bytes);
                byte = static_cast<char>(~byte);
            }
        }
    }

    void otherFiles_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("part");
        QTest::newRow("empty") << QByteArray() << "has only 0 bytes";
        QTest::newRow("three bytes") << QByteArray("PK\x03") << "has only 3 bytes";
        QTest::newRow("text") << QByteArray("hello world") << "neither safetensors nor";
        QTest::newRow("LFS pointer") << QByteArray("version https://git-lfs.github.com/spec/v1\noid") << "git lfs pull";
        QTest::newRow("web page") << QByteArray("<!DOCTYPE html><html>") << "web page";
        QTest::newRow("Keras") << QByteArray("\x89HDF\r\n\x1a\n") << "Keras";
        QTest::newRow("broken zip") << QByteArray("PK\x03\x04 and nothing more") << "zip archive";
    }
    void otherFiles()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, part);
        QTemporaryDir folder;
        const std::string path = folder.filePath("model.pth").toStdString();
        std::ofstream(path, std::ios::binary) << content.toStdString();
        for (const std::string& sentence : { refusalOfFile(path), refusal(content.toStdString()) })
            QVERIFY2(contains(sentence, part.toStdString()), sentence.c_str());
    }

    void foreignZip()
    {
        std::string bytes = torchZip("", {});
        for (std::size_t at = bytes.find("data.pkl"); at != std::string::npos; at = bytes.find("data.pkl"))
            bytes.replace(at, 8, "note.txt");
        QVERIFY(contains(refusal(bytes), "not one of PyTorch"));
    }

    void limits()
    {
        const auto weights = readWeights(fixtures + "legacy.pth", ReadLimits{ 100 });
        QVERIFY(!weights && contains(weights.error().what, "at most 100 are read"));
        const auto zip = readWeights(fixtures + "zip.pt", ReadLimits{ 100 });
        QVERIFY(!zip.ok());
    }
};

LOOKAWAY_TEST(tst_hostilefile, TestHostileFile)
#include "tst_hostilefile.moc"
