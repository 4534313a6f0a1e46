// SPDX-License-Identifier: MIT
#include "TestMain.h"
#include "weights/Sha256.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace lookaway;

class TestSha256 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void publishedVectors()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("a").toStdString();
        const auto hashOf = [&](const std::string& content) {
            std::ofstream(path, std::ios::binary) << content;
            return sha256OfFile(path).value();
        };
        // FIPS 180-4 examples: "", "abc", a million times 'a'.
        QCOMPARE(hashOf(""), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        QCOMPARE(hashOf("abc"), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(hashOf(std::string(1000000, 'a')),
            std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
    }

    void absentFile()
    {
        const auto hash = sha256OfFile("/absent/weights.pt");
        QVERIFY(!hash && hash.error().what.find("/absent/weights.pt") != std::string::npos);
    }
};

LOOKAWAY_TEST(tst_sha256, TestSha256)
#include "tst_sha256.moc"
