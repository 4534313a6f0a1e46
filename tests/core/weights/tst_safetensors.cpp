// SPDX-License-Identifier: MIT
#include "Hostile.h"
#include "TestMain.h"
#include "weights/Safetensors.h"

#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include <csignal>
#include <cstring>
#include <fstream>
#include <sys/resource.h>

using namespace lookaway;
using namespace lookaway::test;

namespace {

TensorData tensorOf(ScalarType type, std::vector<std::int64_t> shape, const std::string& bytes)
{
    return { type, std::move(shape), copyBytes(bytes.data(), bytes.size()), bytes.size() };
}

std::string bytesOf(const TensorData& tensor)
{
    return { reinterpret_cast<const char*>(tensor.data.get()), tensor.bytes };
}

std::string fileContent(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    return { std::istreambuf_iterator<char>(in), {} };
}

/// One tensor's description with the given offsets as JSON text.
std::string entry(
    const std::string& name, const std::string& type, const std::string& shape, const std::string& offsets)
{
    return "\"" + name + "\":{\"dtype\":\"" + type + "\",\"shape\":[" + shape + "],\"data_offsets\":[" + offsets + "]}";
}

/// Lets this process write only so many bytes to a file, as a full disk would.
class SmallDisk {
public:
    explicit SmallDisk(rlim_t bytes)
    {
        m_handler = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit small{ bytes, m_before.rlim_max };
        setrlimit(RLIMIT_FSIZE, &small);
    }
    ~SmallDisk()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }

private:
    rlimit m_before{};
    void (*m_handler)(int) = SIG_DFL;
};

} // namespace

class TestSafetensors : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundTrip()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("a.safetensors").toStdString();
        StateDict tensors;
        QVERIFY(tensors.insert("flags", tensorOf(ScalarType::Bool, { 3 }, std::string("\1\0\1", 3))));
        QVERIFY(tensors.insert("w", tensorOf(ScalarType::F32, { 2, 1 }, "abcdefgh")));
        QVERIFY(tensors.insert("half", tensorOf(ScalarType::BF16, { 1 }, "xy")));
        QVERIFY(tensors.insert("count", tensorOf(ScalarType::I64, {}, "12345678")));
        QVERIFY(tensors.insert("none", tensorOf(ScalarType::F64, { 0, 4 }, "")));
        QVERIFY(!tensors.insert("w", {}));
        const std::map<std::string, std::string> metadata{ { "model", "resnet18" }, { "classes", "[\"Käfer\"]" } };
        QVERIFY(writeSafetensors(path, tensors, metadata).ok());
        const auto weights = readWeights(path);
        QVERIFY2(weights.ok(), weights.ok() ? "" : weights.error().message().c_str());
        QCOMPARE(weights->metadata, metadata);
        QCOMPARE(weights->format, std::string("safetensors"));
        QCOMPARE(weights->tensors.size(), tensors.size());
        auto read = weights->tensors.begin();
        for (const auto& [name, tensor] : tensors) {
            QCOMPARE(read->first, name);
            QVERIFY(read->second.type == tensor.type);
            QCOMPARE(read->second.shape, tensor.shape);
            QCOMPARE(bytesOf(read->second), bytesOf(tensor));
            ++read;
        }
        const std::string first = fileContent(path);
        QVERIFY(writeSafetensors(path, weights->tensors, weights->metadata).ok());
        QCOMPARE(fileContent(path), first);
    }

    void layoutIsThePublishedOne()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("a.safetensors").toStdString();
        StateDict tensors;
        tensors.insert("b", tensorOf(ScalarType::U8, { 3 }, "xyz"));
        tensors.insert("a", tensorOf(ScalarType::F32, { 1, 1 }, "abcd"));
        QVERIFY(writeSafetensors(path, tensors).ok());
        const std::string bytes = fileContent(path);
        std::uint64_t length = 0;
        std::memcpy(&length, bytes.data(), 8);
        QCOMPARE(length % 8, std::uint64_t{ 0 });
        QCOMPARE(bytes.substr(8 + length), std::string("abcdxyz")); // wide elements first: all aligned
        const auto header = nlohmann::json::parse(bytes.substr(8, length));
        QCOMPARE(header.size(), std::size_t{ 2 });
        QCOMPARE(header["a"]["dtype"].get<std::string>(), std::string("F32"));
        QVERIFY(header["a"]["shape"] == nlohmann::json({ 1, 1 }));
        QVERIFY(header["a"]["data_offsets"] == nlohmann::json({ 0, 4 }));
        QVERIFY(header["b"]["data_offsets"] == nlohmann::json({ 4, 7 }));
    }

    void headerAlone()
    {
        const auto header = readSafetensorsHeader(LOOKAWAY_FIXTURES "/weights/types.safetensors");
        QVERIFY(header.ok());
        QCOMPARE(header->metadata.at("classes"), std::string("[\"a\", \"b\"]"));
        QCOMPARE(header->entries.size(), std::size_t{ 10 });
        QCOMPARE(header->entries[1].name, std::string("F32"));
        QCOMPARE(header->entries[1].end - header->entries[1].begin, std::uint64_t{ 16 });
        QVERIFY(!readSafetensorsHeader(LOOKAWAY_FIXTURES "/weights/absent").ok());
    }

    void emptyDictionary()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("a.safetensors").toStdString();
        QVERIFY(writeSafetensors(path, {}).ok());
        QVERIFY(readWeights(path)->tensors.empty());
    }

    void hostileHeaders_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("part");
        const auto row = [](const char* title, const std::string& json, std::size_t data, const char* part) {
            QTest::newRow(title) << QByteArray::fromStdString(safetensors(json, std::string(data, 'd'))) << part;
        };
        const std::string a = entry("a", "F32", "2", "0,8");
        row("overlap", "{" + a + "," + entry("b", "F32", "2", "4,12") + "}", 12, "'b' overlaps");
        row("same place", "{" + a + "," + entry("b", "F32", "2", "0,8") + "}", 8, "overlaps");
        row("hole", "{" + a + "," + entry("b", "F32", "1", "12,16") + "}", 16, "'b' comes after a hole");
        row("hole at the start", "{" + entry("a", "F32", "2", "4,12") + "}", 12, "comes after a hole");
        row("rest", "{" + a + "}", 9, "1 bytes at its end");
        row("past the end", "{" + a + "}", 7, "outside the file's data");
        row("backwards", "{" + entry("a", "F32", "2", "8,0") + "}", 8, "outside the file's data");
        row("2^63", "{" + entry("a", "F32", "2", "9223372036854775808,9223372036854775816") + "}", 8, "out of range");
        row("2^63-1", "{" + entry("a", "F32", "2", "0,9223372036854775807") + "}", 8, "outside the file's data");
        row("2^64", "{" + entry("a", "F32", "2", "0,18446744073709551616") + "}", 8, "something unexpected");
        row("negative offset", "{" + entry("a", "F32", "2", "-8,0") + "}", 8, "something unexpected");
        row("shape overflow", "{" + entry("a", "F32", "4294967296,4294967296", "0,8") + "}", 8, "cannot have 8 bytes");
        row("overflow to zero", "{" + entry("a", "F32", "9223372036854775807,2,2", "0,8") + "}", 8, "cannot have");
        row("empty times overflow", "{" + entry("a", "F32", "0,9223372036854775807,9", "0,0") + "}", 0, "cannot have");
        row("wrong size", "{" + entry("a", "F32", "3", "0,8") + "}", 8, "cannot have 8 bytes");
        row("65 dimensions", "{" + entry("a", "F32", "1" + std::string(QByteArray(",1").repeated(64)), "0,4") + "}", 4,
            "out of range");
        row("three offsets", "{" + entry("a", "F32", "2", "0,8,8") + "}", 8, "two data offsets");
        row("unknown type", "{" + entry("a", "F8_E4M3", "8", "0,8") + "}", 8, "'F8_E4M3'");
        row("duplicate", "{" + a + "," + a + "}", 8, "'a' twice");
        row("duplicate field", R"({"a":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 8, "twice");
        row("missing field", R"({"a":{"dtype":"F32","shape":[2]}})", 8, "not described by");
        row("extra field", R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}})", 8, "unexpected");
        row("number for a tensor", R"({"a":1})", 0, "unexpected");
        row("metadata of numbers", R"({"__metadata__":{"a":1}})", 0, "unexpected");
        row("metadata twice", R"({"__metadata__":{},"__metadata__":{}})", 0, "twice");
        row("metadata key twice", R"({"__metadata__":{"a":"","a":""}})", 0, "twice");
        row("NaN", R"({"a":NaN})", 0, "no valid JSON");
        row("NaN shape", "{" + entry("a", "F32", "NaN", "0,8") + "}", 8, "no valid JSON");
        row("real shape", "{" + entry("a", "F32", "2.0", "0,8") + "}", 8, "unexpected");
        row("1e400", "{" + entry("a", "F32", "1e400", "0,8") + "}", 8, "is damaged");
        row("not UTF-8", "{\"\xff\":{}}", 0, "no valid JSON");
        row("cut JSON", "{\"a\":", 0, "no valid JSON");
        row("two documents", "{}{}", 0, "no valid JSON");
        row("deep arrays", "{\"a\":" + std::string(1000000, '['), 0, "unexpected");
        row("deep shape", R"({"a":{"shape":)" + std::string(1000000, '['), 0, "unexpected");
        std::string objects = "{";
        for (int i = 0; i < 100000; ++i)
            objects += "\"a\":{";
        row("deep objects", objects, 0, "deeper");
        QTest::newRow("header longer than the file")
            << QByteArray::fromStdString(littleEndian(100, 8) + "{}") << "should have 100 bytes";
        QTest::newRow("header of 17 MiB")
            << QByteArray::fromStdString(safetensors("{" + std::string(17u << 20, ' ') + "}", "")) << "more than the";
        QTest::newRow("header of 2^40") << QByteArray::fromStdString(littleEndian(0xffffffffffull, 8) + "{}")
                                        << "should have";
    }

    void hostileHeaders()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, part);
        QTemporaryDir folder;
        const std::string path = folder.filePath("bad.pt").toStdString();
        std::ofstream(path, std::ios::binary) << bytes.toStdString();
        const auto fromFile = readWeights(path);
        QVERIFY(!fromFile.ok());
        const auto header = readSafetensorsHeader(path);
        QVERIFY(!header.ok());
        for (const std::string& sentence :
            { refusal(bytes.toStdString()), fromFile.error().message(), header.error().message() }) {
            QVERIFY2(sentence.find(part.toStdString()) != std::string::npos, sentence.c_str());
            QVERIFY2(sentence.find("bad.pt") != std::string::npos, sentence.c_str());
        }
    }

    void headerThatLooksLikeAPickle()
    {
        // A header of 0x280 bytes begins with the bytes 80 02, like a pickle.
        std::string json = "{" + entry("a", "F32", "1", "0,4") + "}";
        json.append(0x280 - json.size(), ' ');
        QCOMPARE(refusal(safetensors(json, "data")), std::string());
    }

    void fullDiskLeavesTheOldFile()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("last.safetensors").toStdString();
        StateDict small;
        small.insert("a", tensorOf(ScalarType::U8, { 3 }, "old"));
        QVERIFY(writeSafetensors(path, small).ok());
        const std::string before = fileContent(path);
        StateDict big;
        big.insert("a", tensorOf(ScalarType::U8, { 1 << 20 }, std::string(1 << 20, 'n')));
        std::string sentence;
        {
            const SmallDisk disk(100000);
            const auto written = writeSafetensors(path, big);
            sentence = written ? "" : written.error().message();
        }
        QVERIFY2(sentence.find("last.safetensors") != std::string::npos, sentence.c_str());
        QCOMPARE(fileContent(path), before);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1);
    }

    void refusesToWriteNonsense()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("a.safetensors").toStdString();
        StateDict wrong;
        wrong.insert("a", tensorOf(ScalarType::F32, { 3 }, "12345678"));
        QVERIFY(!writeSafetensors(path, wrong).ok());
        StateDict reserved;
        reserved.insert("__metadata__", tensorOf(ScalarType::U8, {}, "1"));
        QVERIFY(!writeSafetensors(path, reserved).ok());
        StateDict latin;
        latin.insert("\xe4", tensorOf(ScalarType::U8, {}, "1"));
        QVERIFY(!writeSafetensors(path, latin).ok());
        QVERIFY(!writeSafetensors(folder.filePath("no/such/folder").toStdString(), {}).ok());
        QVERIFY(!QFile::exists(QString::fromStdString(path)));
    }
};

LOOKAWAY_TEST(tst_safetensors, TestSafetensors)
#include "tst_safetensors.moc"
