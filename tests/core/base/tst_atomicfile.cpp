// SPDX-License-Identifier: MIT
#include "TestMain.h"
#include "base/AtomicFile.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <csignal>
#include <fstream>
#include <thread>
#include <vector>

using namespace lookaway;
namespace fs = std::filesystem;

class AtomicFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void replacesTheWholeFile();
    void writersOfOneFileDoNotMeet();
    void whatAKilledWriterLeftIsUsedAgain();
    void aFullDiskLeavesTheOldFile();
    void aMissingFolderIsNamed();
    void readRefusesFoldersAndHugeFiles();
};

static fs::path in(const QTemporaryDir& folder, const char* name)
{
    return fs::path(folder.path().toStdString()) / name;
}

void AtomicFileTest::replacesTheWholeFile()
{
    QTemporaryDir folder;
    const auto path = in(folder, "a.txt");
    QVERIFY(writeFileAtomically(path, "a long first version").ok());
    QVERIFY(writeFileAtomically(path, "short").ok());
    QCOMPARE(readFile(path, 100).value(), std::string("short"));
    QCOMPARE(std::distance(fs::directory_iterator(folder.path().toStdString()), {}), 1); // no temporary file left
}

void AtomicFileTest::writersOfOneFileDoNotMeet()
{
    QTemporaryDir folder;
    const auto path = in(folder, "a.txt");
    std::vector<int> failures(4, 0);
    std::vector<std::thread> writers;
    for (std::size_t i = 0; i < failures.size(); ++i)
        writers.emplace_back([&, i] {
            const std::string content(20000 + i, static_cast<char>('a' + i));
            for (int time = 0; time < 50; ++time)
                failures[i] += writeFileAtomically(path, content).ok() ? 0 : 1;
        });
    for (auto& writer : writers)
        writer.join();
    QCOMPARE(failures, std::vector<int>(4, 0));
    const auto content = readFile(path, 100000).value();
    const auto writer = static_cast<std::size_t>(content.front() - 'a');
    QVERIFY(content == std::string(20000 + writer, content.front())); // one of them, whole
    QCOMPARE(std::distance(fs::directory_iterator(folder.path().toStdString()), {}), 1);
}

void AtomicFileTest::whatAKilledWriterLeftIsUsedAgain()
{
    QTemporaryDir folder;
    const auto path = in(folder, "a.txt");
    std::ofstream(in(folder, "a.txt.tmp")) << "half of something longer";
    QVERIFY(writeFileAtomically(path, "short").ok());
    QCOMPARE(readFile(path, 100).value(), std::string("short"));
    QCOMPARE(std::distance(fs::directory_iterator(folder.path().toStdString()), {}), 1);
}

// A limit on the size of files makes write() fail half-way, like a disk that runs full.
void AtomicFileTest::aFullDiskLeavesTheOldFile()
{
    QTemporaryDir folder;
    const auto path = in(folder, "a.txt");
    QVERIFY(writeFileAtomically(path, "old").ok());

    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small{ 4096, before.rlim_max };
    setrlimit(RLIMIT_FSIZE, &small);
    const auto written = writeFileAtomically(path, std::string(100000, 'x'));
    setrlimit(RLIMIT_FSIZE, &before);

    QVERIFY(!written.ok());
    QVERIFY(written.error().what.find("a.txt") != std::string::npos);
    QCOMPARE(readFile(path, 100).value(), std::string("old"));
    QCOMPARE(std::distance(fs::directory_iterator(folder.path().toStdString()), {}), 1);
}

void AtomicFileTest::aMissingFolderIsNamed()
{
    QTemporaryDir folder;
    const auto path = in(folder, "none") / "a.txt";
    const auto written = writeFileAtomically(path, "x");
    QVERIFY(!written.ok());
    QVERIFY(written.error().what.find(path.string()) != std::string::npos);
}

void AtomicFileTest::readRefusesFoldersAndHugeFiles()
{
    QTemporaryDir folder;
    QVERIFY(readFile(folder.path().toStdString(), 100).error().what.find("folder") != std::string::npos);
    const auto path = in(folder, "big");
    QVERIFY(writeFileAtomically(path, std::string(101, 'x')).ok());
    QVERIFY(readFile(path, 100).error().what.find("101 bytes") != std::string::npos);
    QVERIFY(!readFile(in(folder, "missing"), 100).ok());
}

LOOKAWAY_TEST(tst_atomicfile, AtomicFileTest)
#include "tst_atomicfile.moc"
