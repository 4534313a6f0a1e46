// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "base/Affinity.h"

#include <QTest>

#include <algorithm>
#include <string>
#include <thread>

#ifdef __linux__
#include <sched.h>
#endif

using namespace lookaway;

class AffinityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parsesLists()
    {
        QCOMPARE(parseCpuList("0").value(), (std::vector<int>{ 0 }));
        QCOMPARE(parseCpuList("0,1,5-7\n").value(), (std::vector<int>{ 0, 1, 5, 6, 7 }));
        QCOMPARE(parseCpuList("3-3,2,3").value(), (std::vector<int>{ 2, 3 }));
    }

    void refusesOtherText_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : { "", ",", "1,", "a", "-1", "3-2", "1-", "1;2", "65536", "99999999999", "0 1" })
            QTest::newRow(text) << QByteArray(text);
    }
    void refusesOtherText()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!parseCpuList(std::string_view(text.constData(), static_cast<std::size_t>(text.size()))));
    }

    void repeatedRangesStayBounded()
    {
        std::string text = "0-65535";
        for (int i = 0; i < 1000; ++i)
            text += ",0-65535";
        QCOMPARE(parseCpuList(text).value().size(), std::size_t(65536));
    }

#ifdef __linux__
    void staysWhereSomebodyElsePutIt()
    {
        int pinned = 0, after = 0;
        qunsetenv(kCpuListVariable);
        std::thread([&] {
            cpu_set_t set;
            sched_getaffinity(0, sizeof set, &set);
            int first = 0;
            while (!CPU_ISSET(static_cast<std::size_t>(first), &set))
                ++first;
            CPU_ZERO(&set);
            CPU_SET(static_cast<std::size_t>(first), &set);
            sched_setaffinity(0, sizeof set, &set);
            sched_getaffinity(0, sizeof set, &set);
            pinned = CPU_COUNT(&set);
            for (const char* list : { "", "no list", "1-" }) {
                if (*list)
                    qputenv(kCpuListVariable, list);
                widenThreadAffinity();
                sched_getaffinity(0, sizeof set, &set);
                after = std::max(after, CPU_COUNT(&set));
            }
        }).join();
        qunsetenv(kCpuListVariable);
        QCOMPARE(pinned, 1);
        QCOMPARE(after, 1);
    }

    void widensAPinnedThread()
    {
        cpu_set_t all, after;
        sched_getaffinity(0, sizeof all, &all);
        std::string list;
        for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu)
            if (CPU_ISSET(static_cast<std::size_t>(cpu), &all))
                list += (list.empty() ? "" : ",") + std::to_string(cpu);
        qputenv(kCpuListVariable, QByteArray::fromStdString(list));
        std::thread([&] {
            cpu_set_t one;
            CPU_ZERO(&one);
            CPU_SET(static_cast<std::size_t>(std::stoi(list)), &one);
            sched_setaffinity(0, sizeof one, &one);
            widenThreadAffinity();
            sched_getaffinity(0, sizeof after, &after);
        }).join();
        qunsetenv(kCpuListVariable);
        QVERIFY(CPU_EQUAL(&after, &all));
    }

    void usesTheRecordedList()
    {
        cpu_set_t set;
        sched_getaffinity(0, sizeof set, &set);
        int last = CPU_SETSIZE - 1;
        while (!CPU_ISSET(static_cast<std::size_t>(last), &set))
            --last;
        qputenv(kCpuListVariable, QByteArray::number(last));
        int count = 0;
        bool onLast = false;
        std::thread([&] {
            widenThreadAffinity();
            cpu_set_t mine;
            sched_getaffinity(0, sizeof mine, &mine);
            count = CPU_COUNT(&mine);
            onLast = CPU_ISSET(static_cast<std::size_t>(last), &mine);
        }).join();
        qunsetenv(kCpuListVariable);
        QCOMPARE(count, 1);
        QVERIFY(onLast);
    }
#endif
};

LOOKAWAY_TEST(tst_affinity, AffinityTest)
#include "tst_affinity.moc"
