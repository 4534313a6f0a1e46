// SPDX-License-Identifier: MIT
// Pickles made to run code, to exhaust memory or time, or to read what is not theirs.
#include "Hostile.h"
#include "TestMain.h"

#include <QTest>

using namespace lookaway;
using namespace lookaway::test;

namespace {

bool contains(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

class TestHostilePickle : public QObject {
    Q_OBJECT

private Q_SLOTS:
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
};

LOOKAWAY_TEST(tst_hostilepickle, TestHostilePickle)
#include "tst_hostilepickle.moc"
