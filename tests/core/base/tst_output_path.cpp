// SPDX-License-Identifier: MIT
#include "TestMain.h"
#include "base/OutputPath.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace lookaway;

class TestOutputPath : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::string at(const char* name) const { return m_folder.filePath(name).toStdString(); }
    QStringList listing() const
    {
        return QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }

private Q_SLOTS:
    void nothingIsLeftBehind()
    {
        QVERIFY(checkOutputFile(at("new.html")).ok());
        QVERIFY(listing().isEmpty());
        QFile file(QString::fromStdString(at("old.html")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("old") == 3);
        file.close();
        QVERIFY(checkOutputFile(at("old.html")).ok());
        QCOMPARE(listing(), QStringList{ "old.html" });
        QCOMPARE(file.size(), 3);
        QVERIFY(QFile::remove(file.fileName()));
    }

    void refusesWhatCannotBeWritten_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("said");
        QTest::newRow("a folder") << m_folder.path() << "is a folder";
        QTest::newRow("in no folder") << m_folder.filePath("no/page.html") << "does not exist";
        QTest::newRow("where no files can be") << "/proc/x.html"
                                               << "'/proc/x.html' cannot be written";
    }
    void refusesWhatCannotBeWritten()
    {
        QFETCH(QString, file);
        QFETCH(QString, said);
        const auto checked = checkOutputFile(file.toStdString());
        QVERIFY(!checked.ok());
        QVERIFY2(
            checked.error().message().find(said.toStdString()) != std::string::npos, checked.error().message().c_str());
    }

    void namesInTheWorkingFolder()
    {
        const auto before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(m_folder.path()));
        QVERIFY(checkOutputFile("page.html").ok());
        QVERIFY(QDir::setCurrent(before));
    }

    void makesFolders()
    {
        QVERIFY(makeOutputFolder(at("a/b")).ok());
        QVERIFY(makeOutputFolder(at("a/b")).ok()); // again
        QVERIFY(
            QDir(QString::fromStdString(at("a/b"))).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
        QVERIFY(!makeOutputFolder("/proc/a").ok());
        QVERIFY(!makeOutputFolder("/proc").ok()); // is there, but takes no files
        QFile file(m_folder.filePath("file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(!makeOutputFolder(at("file")).ok() && !makeOutputFolder(at("file/folder")).ok());
    }
};

LOOKAWAY_TEST(tst_output_path, TestOutputPath)
#include "tst_output_path.moc"
