// SPDX-License-Identifier: MIT
// Checkpoints made to run code, to exhaust memory or time, or to read what is not theirs.
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

/// A state dict {"w": tensor} over one storage of four floats.
std::string oneTensor(
    std::int32_t offset, const std::vector<std::int32_t>& shape, const std::vector<std::int32_t>& strides)
{
    return torchZip(pickle("}" + text("w") + tensor(offset, shape, strides) + "s"), { std::string(16, '\0') });
}

} // namespace

class TestHostilePickle : public QObject {
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

    void handMadeCheckpointIsRead()
    {
        // The tests below are worth something only if their pieces make a readable file when nothing is wrong.
        QCOMPARE(refusal(oneTensor(0, { 2, 2 }, { 2, 1 })), std::string());
        const std::string body = pickle("}" + text("w") + tensor(1, { 3 }, { 1 }) + "s");
        const std::string keys = pickle("]" + text("0") + "a");
        QCOMPARE(refusal(torchLegacy(body, keys, littleEndian(4, 8) + std::string(16, '\0'))), std::string());
    }

    void viewsOfOldStorages()
    {
        // Before 0.4 a storage could be a view (key, offset, size) of another one.
        const auto weights = [](std::int32_t offset) {
            const std::string view = "(" + text("view") + integer(offset) + integer(2) + "t";
            const std::string storage =
                "(" + text("storage") + "ctorch\nFloatStorage\n" + text("0") + text("cpu") + integer(4) + view + "tQ";
            const std::string call =
                "ctorch._utils\n_rebuild_tensor\n(" + storage + integer(0) + tuple({ 2 }) + tuple({ 1 }) + "tR";
            const std::string file = torchLegacy(pickle("}" + text("w") + call + "s"), pickle("]" + text("0") + "a"),
                littleEndian(4, 8) + "aaaabbbbccccdddd");
            return readWeights(file.data(), file.size(), "old.pth");
        };
        const auto inside = weights(1);
        QVERIFY(inside.ok());
        const TensorData& tensor = inside->tensors.begin()->second;
        QCOMPARE(std::string(reinterpret_cast<const char*>(tensor.data.get()), tensor.bytes), std::string("bbbbcccc"));
        QVERIFY(!weights(3).ok());
        QVERIFY(!weights(-1).ok());
    }

    void tensorsOutsideTheirStorage()
    {
        QVERIFY(contains(refusal(oneTensor(1, { 2, 2 }, { 2, 1 })), "reaches beyond"));
        QVERIFY(contains(refusal(oneTensor(0, { 2, 2 }, { 3, 1 })), "reaches beyond"));
        QVERIFY(contains(refusal(oneTensor(0, { 2, 2 }, { -1, 1 })), "reaches beyond"));
        QVERIFY(contains(refusal(oneTensor(-1, { 2 }, { 1 })), "describes a tensor"));
        QVERIFY(contains(refusal(oneTensor(0, { -2 }, { 1 })), "impossible shape"));
        QVERIFY(contains(refusal(oneTensor(0, { 2 }, { 1, 1 })), "describes a tensor"));
        const std::int32_t huge = 0x7fffffff;
        QVERIFY(contains(refusal(oneTensor(0, { huge, huge, huge }, { 0, 0, 0 })), "impossible shape"));
        QVERIFY(contains(refusal(oneTensor(0, { 2, 2, 2 }, { huge, huge, huge })), "reaches beyond"));
        QVERIFY(contains(
            refusal(oneTensor(0, std::vector<std::int32_t>(65, 1), std::vector<std::int32_t>(65, 1))), "describes"));
        QCOMPARE(refusal(oneTensor(0, { 0, huge }, { huge, huge })), std::string()); // empty: nothing is read
    }

    void storagesThatAreNotThere()
    {
        const std::string body = pickle("}" + text("w") + tensor(0, { 4 }, { 1 }) + "s");
        QVERIFY(contains(refusal(torchZip(body, {})), "'archive/data/0' is missing"));
        const std::string keys = pickle("]" + text("0") + "a");
        QVERIFY(contains(refusal(torchLegacy(body, pickle("]"), "")), "storage '0' are missing"));
        QVERIFY(contains(
            refusal(torchLegacy(body, keys, littleEndian(5, 8) + std::string(16, '\0'))), "ends in the middle"));
        QVERIFY(contains(refusal(torchLegacy(body, keys, littleEndian(~0ull, 8))), "ends in the middle"));
        QVERIFY(contains(refusal(torchLegacy(body, keys, "")), "ends in the middle"));
        QVERIFY(contains(refusal(torchLegacy(body, pickle("]" + text("9") + "a"), "")), "kind that is not read"));
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

    void selfReferences()
    {
        // l = []; sixty-four times l = [l, l]: 2^64 elements for whoever expands it.
        std::string doubling = "]";
        for (int i = 0; i < 64; ++i)
            doubling += std::string("q") + static_cast<char>(i) + "0(h" + static_cast<char>(i) + "h"
                + static_cast<char>(i) + "l";
        QVERIFY(contains(refusal(torchZip(pickle("}" + text("model") + doubling + "s"), {})), "no state dict"));
        // d = {}; d["model"] = d["net"] = ... = d
        std::string circle = "}q\x01";
        for (const char* key : { "state_dict", "model", "net", "network", "weights", "params" })
            circle += text(key) + "h\x01s";
        QVERIFY(contains(refusal(torchZip(pickle(circle), {})), "no state dict"));
    }

    void modulesThatShareModules()
    {
        // Every module has the one before as two children; and one that is its own child.
        const auto module = [](const std::string& children) {
            return "cnet\nNet\n)\x81}" + text("_parameters") + "}s" + text("_modules") + "}" + children + "sb";
        };
        std::string chain = module("") + "q" + '\0';
        for (int i = 1; i < 64; ++i) {
            const std::string last = std::string("h") + static_cast<char>(i - 1);
            chain += module(text("a") + last + "s" + text("b") + last + "s") + "q" + static_cast<char>(i);
        }
        QVERIFY(contains(refusal(torchZip(pickle(chain), {})), "far more memory"));
        const std::string circle =
            "cnet\nNet\n)\x81q\x01}" + text("_parameters") + "}s" + text("_modules") + "}" + text("a") + "h\x01ssb";
        QVERIFY(contains(refusal(torchZip(pickle(circle), {})), "nested deeper"));
    }

    void deepNesting()
    {
        QVERIFY(contains(
            refusal(torchZip(pickle(std::string(300000, ']') + std::string(299999, 'a')), {})), "no state dict"));
        QVERIFY(contains(refusal(torchZip(pickle(std::string(300000, '(')), {})), "takes more values"));
    }

    void millionsOfValues()
    {
        QVERIFY(contains(refusal(torchZip(pickle(std::string(4u << 20, '}')), {})), "far more memory"));
        // A call that copied its million arguments would take quadratic time.
        std::string calls = "c__builtin__\nset\nq\x01((" + std::string(1000000, 'N') + "ttq\x02";
        for (int i = 0; i < 100000; ++i)
            calls += "h\x01h\x02R0";
        QVERIFY(!refusal(torchZip(pickle(calls), {})).empty());
    }

    void brokenPickles_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("mark only") << QByteArray("(");
        QTest::newRow("pop of nothing") << QByteArray("0");
        QTest::newRow("pop through the mark") << QByteArray("N(a");
        QTest::newRow("tuple of nothing") << QByteArray("t");
        QTest::newRow("append to a number") << QByteArray("K\1Na");
        QTest::newRow("odd items") << QByteArray("}(Nu");
        QTest::newRow("unknown memo") << QByteArray("h\5");
        QTest::newRow("unknown opcode") << QByteArray("\xff");
        QTest::newRow("old text opcode") << QByteArray("I12\n");
        QTest::newRow("call of a number") << QByteArray("K\1)R");
        QTest::newRow("call without a tuple") << QByteArray("cos\nsystem\nK\1R");
        QTest::newRow("persistent nonsense") << QByteArray("K\1Q");
        QTest::newRow("global without a name") << QByteArray("c\n\n");
        QTest::newRow("stack global of numbers") << QByteArray("K\1K\1\x93");
        QTest::newRow("string past the end") << QByteArray("X\xff\xff\xff\xffqq");
        QTest::newRow("64-bit string") << QByteArray("\x8d\xff\xff\xff\xff\xff\xff\xff\x7fq");
        QTest::newRow("global past the end") << QByteArray("cos");
        QTest::newRow("protocol 9") << QByteArray("\x80\x09N");
    }

    void brokenPickles()
    {
        QFETCH(QByteArray, body);
        const std::string sentence = refusal(torchZip(pickle(body.toStdString()), {}));
        QVERIFY2(contains(sentence, "'bad.pt'"), sentence.c_str());
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

LOOKAWAY_TEST(tst_hostilepickle, TestHostilePickle)
#include "tst_hostilepickle.moc"
