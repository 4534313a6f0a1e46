// SPDX-License-Identifier: MIT
// main() of every test program: runs all registered suites, or the one named by --suite.
#include "TestMain.h"

#ifdef LOOKAWAY_TEST_WIDGETS
#include <QApplication>
#include <QTemporaryDir>
using Application = QApplication;
#else
#include <QCoreApplication>
using Application = QCoreApplication;
#endif
#include <QStringList>
#include <QTest>

#include <cstdio>
#include <map>

namespace lookaway::test {

using Factory = std::function<std::unique_ptr<QObject>()>;

static std::map<std::string, Factory>& suites()
{
    static std::map<std::string, Factory> all;
    return all;
}

Registration::Registration(std::string suite, Factory make)
{
    suites().emplace(std::move(suite), std::move(make));
}

} // namespace lookaway::test

int main(int argc, char** argv)
{
#ifdef LOOKAWAY_TEST_WIDGETS
    // The settings of the person who runs the tests stay as they are, and programs that run at the same time do not
    // clear each other's. (QStandardPaths' test mode would be one folder for all of them.)
    const QTemporaryDir own;
    for (const char* place : { "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME" })
        qputenv(place, own.path().toLocal8Bit());
#endif
    Application application(argc, argv);
#ifdef LOOKAWAY_TEST_WIDGETS
    Application::setOrganizationName(QStringLiteral("lookaway-test"));
    Application::setApplicationName(QStringLiteral("lookaway-test"));
#endif
    QStringList arguments = application.arguments();
    std::string wanted;
    if (const auto at = arguments.indexOf("--suite"); at >= 0 && at + 1 < arguments.size()) {
        wanted = arguments.at(at + 1).toStdString();
        arguments.removeAt(at + 1);
        arguments.removeAt(at);
    }
    int failed = 0;
    int ran = 0;
    for (const auto& [name, make] : lookaway::test::suites()) {
        if (!wanted.empty() && name != wanted)
            continue;
        ++ran;
        failed += QTest::qExec(make().get(), arguments) != 0;
    }
    if (ran == 0)
        std::fprintf(stderr, "no suite is called '%s'\n", wanted.c_str());
    return ran == 0 || failed ? 1 : 0;
}
