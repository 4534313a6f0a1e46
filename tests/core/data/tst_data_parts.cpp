// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "Pictures.h"
#include "data/DataParts.h"

#include <QTest>

#include <unistd.h>

#include <set>

using namespace lookaway;
using namespace lookaway::test;
namespace fs = std::filesystem;

namespace {

void writeClass(const fs::path& folder, int count, int first = 0)
{
    for (int i = 0; i < count; ++i)
        writePicture(folder / ("p" + std::to_string(first + i) + ".png"), first + i);
    fs::create_directories(folder);
}

Result<DataParts> open(const fs::path& path, const OpenOptions& options = {})
{
    DataSettings settings;
    settings.path = path.string();
    settings.loaderThreads = 2;
    return openData(settings, options);
}

std::set<fs::path> pathsOf(const Dataset& part)
{
    std::set<fs::path> paths;
    for (std::size_t i = 0; i < part.size(); ++i)
        paths.insert(part.path(i));
    return paths;
}

bool anyContains(const std::vector<std::string>& sentences, const std::string& part)
{
    return std::any_of(sentences.begin(), sentences.end(), [&](const auto& s) { return contains(s, part); });
}

} // namespace

class DataPartsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void partsFromFolders()
    {
        const TemporaryFolder root;
        for (const char* part : { "train", "valid", "test", "test-cue-hidden" }) {
            writeClass(root / part / "robin", 3);
            writeClass(root / part / "crow" / "deeper", 2);
        }
        writePicture(root / "masks" / "x" / "m.png"); // beside the parts: not looked at
        writeBytes(root / "train" / "robin" / "notes.txt", "no picture");
        writePicture(root / "train" / "robin" / ".hidden.png");
        const auto parts = open(root.path());
        QVERIFY2(parts.ok(), parts.ok() ? "" : parts.error().message().c_str());
        QCOMPARE(parts->classes, (std::vector<std::string>{ "crow", "robin" }));
        for (const auto& part : { parts->train, parts->validation, parts->test, parts->extraTests.at("cue-hidden") })
            QCOMPARE(picturesPerClass(*part, 2), (std::vector<std::size_t>{ 2, 3 }));
        QCOMPARE(parts->extraTests.size(), std::size_t(1));
        QVERIFY(parts->problems.empty() && parts->warnings.empty());
        QVERIFY(contains(parts->test->path(0).string(), "/test/crow/deeper/"));
        const auto image = parts->test->load(0, 5);
        QVERIFY(image.ok());
        QCOMPARE(image->width, 5);
    }

    void randomSplit()
    {
        const TemporaryFolder root;
        writeClass(root / "a", 40);
        writeClass(root / "b", 20);
        const auto parts = open(root.path());
        QVERIFY(parts.ok());
        // test: 25 % of 40 and 20; validation: 25 % of the remaining 30 and 15 (3.75 -> 4; 7.5 -> 8)
        QCOMPARE(picturesPerClass(*parts->test, 2), (std::vector<std::size_t>{ 10, 5 }));
        QCOMPARE(picturesPerClass(*parts->validation, 2), (std::vector<std::size_t>{ 8, 4 }));
        QCOMPARE(picturesPerClass(*parts->train, 2), (std::vector<std::size_t>{ 22, 11 }));
        auto all = pathsOf(*parts->train);
        all.merge(pathsOf(*parts->validation));
        all.merge(pathsOf(*parts->test));
        QCOMPARE(all.size(), std::size_t(60));

        QCOMPARE(pathsOf(*open(root.path())->test), pathsOf(*parts->test));
        OpenOptions other;
        other.seed = 1;
        QVERIFY(pathsOf(*open(root.path(), other)->test) != pathsOf(*parts->test));
    }

    void wholeAsTest()
    {
        const TemporaryFolder root;
        writeClass(root / "b", 5);
        OpenOptions options;
        options.wholeAsTest = true;
        options.classes = { "a", "b" };
        const auto parts = open(root.path(), options);
        QVERIFY(parts.ok());
        QCOMPARE(parts->test->size(), std::size_t(5));
        QCOMPARE(parts->test->label(0), std::int64_t(1));
        QCOMPARE(parts->train->size(), std::size_t(0));
        options.classes = { "a", "c" };
        QVERIFY(contains(open(root.path(), options).error().what, "the class 'b'"));
    }

    void unreadablePicturesAreListedAndSkipped()
    {
        const TemporaryFolder root;
        writeClass(root / "a", 10);
        writeClass(root / "b", 10);
        const std::string jpeg = encoded(".jpg", gradient(40, 40));
        writeBytes(root / "a" / "cut.jpg", jpeg.substr(0, jpeg.size() - 100));
        writeBytes(root / "a" / "empty.jpg", "");
        writeBytes(root / "b" / "text.jpg", "text");
        fs::copy_file(fs::path(LOOKAWAY_FIXTURES) / "pictures" / "huge.png", root / "b" / "huge.png");
        fs::create_symlink("nowhere.png", root / "b" / "dangling.png");
        writeBytes(root / "c" / "broken.png", "x");
        std::size_t last = 0, total = 0;
        OpenOptions options;
        options.progress = [&](std::size_t done, std::size_t of) { last = done, total = of; };
        const auto parts = open(root.path(), options);
        QVERIFY(parts.ok());
        QCOMPARE(last, std::size_t(26));
        QCOMPARE(total, std::size_t(26));
        QCOMPARE(parts->classes.size(), std::size_t(2));
        QVERIFY(anyContains(parts->warnings, "'c' has no readable pictures"));
        std::vector<std::string> names;
        for (const auto& problem : parts->problems) {
            names.push_back(problem.path.filename().string());
            QVERIFY(contains(problem.reason, problem.path.string()));
        }
        QCOMPARE(names,
            (std::vector<std::string>{ "cut.jpg", "empty.jpg", "dangling.png", "huge.png", "text.jpg", "broken.png" }));
        QCOMPARE(parts->train->size() + parts->validation->size() + parts->test->size(), std::size_t(20));
    }

    void whatCannotBeTrainedWith()
    {
        const TemporaryFolder root;
        QVERIFY(contains(open(root / "missing").error().what, "There is no"));
        fs::create_directory(root / "empty");
        QVERIFY(contains(open(root / "empty").error().what, "No pictures in"));
        writePicture(root / "flat" / "a.png");
        QVERIFY(contains(open(root / "flat").error().what, "No pictures in"));
        writeClass(root / "one" / "a", 3);
        writeClass(root / "one" / "nothing", 0);
        QVERIFY(contains(open(root / "one").error().what, "only one class"));
        writeClass(root / "untrained" / "test" / "a", 3);
        QVERIFY(contains(open(root / "untrained").error().what, "none to train with"));
        writeBytes(root / "broken" / "a" / "x.jpg", "");
        QVERIFY(contains(open(root / "broken").error().what, "None of the 1 pictures"));
        writeBytes(root / "file.txt", "");
        QVERIFY(contains(open(root / "file.txt").error().what, "neither a folder nor"));
        for (const char* name : { "a", "b" })
            writeClass(root / "odd" / "train" / name, 4);
        writeClass(root / "odd" / "test" / "c", 1);
        const auto odd = open(root / "odd").error();
        QVERIFY(contains(odd.what, "the class 'c' in 'test'"));
    }

    void gapsAreWarnings()
    {
        const TemporaryFolder root;
        for (const char* name : { "a", "b" })
            writeClass(root / "train" / name, 4);
        writeClass(root / "train" / "none", 0);
        writeClass(root / "test" / "a", 1);
        const auto parts = open(root.path());
        QVERIFY(parts.ok());
        QCOMPARE(parts->classes.size(), std::size_t(2));
        QVERIFY(anyContains(parts->warnings, "'train/none' has no readable pictures"));
        QVERIFY(anyContains(parts->warnings, "'b' has no test pictures"));
    }

    void linkLoopsEnd()
    {
        const TemporaryFolder root;
        writeClass(root / "a", 4);
        writeClass(root / "b", 4);
        fs::create_directory_symlink(root / "a", root / "a" / "again");
        fs::create_directory_symlink(root.path(), root / "b" / "up");
        fs::create_symlink("self", root / "b" / "self");
        const auto parts = open(root.path());
        QVERIFY(parts.ok());
        QVERIFY(parts->classes == (std::vector<std::string>{ "a", "b" }));
    }

    void folderWithoutPermission()
    {
        const TemporaryFolder root;
        writeClass(root / "a", 2);
        writeClass(root / "b", 2);
        fs::permissions(root.path(), fs::perms(0755));
        fs::permissions(root / "b", fs::perms::none);
        const bool isRoot = ::geteuid() == 0; // root may read everything: be somebody else for a moment
        if (isRoot && ::seteuid(65534) != 0)
            QSKIP("cannot give up root's rights here");
        const auto parts = open(root.path());
        if (isRoot)
            QCOMPARE(::seteuid(0), 0);
        fs::permissions(root / "b", fs::perms(0755));
        QVERIFY(!parts.ok());
        QVERIFY2(contains(parts.error().what, "/b': Permission denied"), parts.error().what.c_str());
    }

    void cancelled()
    {
        const TemporaryFolder root;
        writeClass(root / "a", 2);
        writeClass(root / "b", 2);
        CancelSource source;
        source.cancel();
        OpenOptions options;
        options.cancel = source.token();
        QVERIFY(open(root.path(), options).error().cancelled());
    }

    void manifest()
    {
        const TemporaryFolder root;
        writeClass(root / "p", 12);
        std::string csv = "path,label,split\n";
        for (int i = 0; i < 12; ++i)
            csv += "p/p" + std::to_string(i) + ".png," + (i % 2 ? "odd" : "even") + ","
                + (i < 6         ? "train"
                        : i < 10 ? "test"
                                 : "test-hard")
                + "\n";
        writeBytes(root / "list.csv", csv + "p/none.png,odd,train\n");
        const auto parts = open(root / "list.csv");
        QVERIFY2(parts.ok(), parts.ok() ? "" : parts.error().message().c_str());
        QCOMPARE(parts->classes, (std::vector<std::string>{ "even", "odd" }));
        QCOMPARE(parts->train->size() + parts->validation->size(), std::size_t(6));
        QCOMPARE(parts->validation->size(), std::size_t(2)); // one of three per class
        QCOMPARE(parts->test->size(), std::size_t(4));
        QCOMPARE(parts->extraTests.at("hard")->size(), std::size_t(2));
        QCOMPARE(parts->problems.size(), std::size_t(1));
        writeBytes(root / "gap.csv", csv + "p/p0.png,even,\n");
        QVERIFY(contains(open(root / "gap.csv").error().what, "Line 14: the split is empty"));
    }

    void manifestGroupsStayTogether()
    {
        const TemporaryFolder root;
        writeClass(root / "p", 60);
        std::string csv = "path,label,group\n";
        for (int i = 0; i < 60; ++i)
            csv += "p/p" + std::to_string(i) + ".png," + (i % 2 ? "odd" : "even") + ",event" + std::to_string(i / 6)
                + "\n";
        writeBytes(root / "list.csv", csv);
        const auto parts = open(root / "list.csv");
        QVERIFY(parts.ok());
        std::set<int> seen;
        for (const auto& part : { parts->train, parts->validation, parts->test }) {
            std::set<int> groups;
            for (const auto& path : pathsOf(*part))
                groups.insert(std::stoi(path.stem().string().substr(1)) / 6);
            QVERIFY(!groups.empty());
            for (const int group : groups)
                QVERIFY(seen.insert(group).second); // in no other part
        }
        QCOMPARE(seen.size(), std::size_t(10));
    }
};

LOOKAWAY_TEST(tst_data_parts, DataPartsTest)
#include "tst_data_parts.moc"
