// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "data/Dataset.h"
#include "data/Sampler.h"
#include "data/Split.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

using namespace lookaway;

namespace {

std::vector<SplitItem> itemsOf(const std::vector<int>& sizes)
{
    std::vector<SplitItem> items;
    for (std::size_t c = 0; c < sizes.size(); ++c)
        items.insert(items.end(), std::size_t(sizes[c]), SplitItem{ std::int64_t(c) });
    return items;
}

std::vector<int> chosenPerClass(
    const std::vector<SplitItem>& items, const std::vector<bool>& chosen, std::size_t classes)
{
    std::vector<int> counts(classes);
    for (std::size_t i = 0; i < items.size(); ++i)
        counts[std::size_t(items[i].label)] += chosen[i];
    return counts;
}

MemoryDataset datasetOf(const std::vector<int>& sizes)
{
    std::vector<std::int64_t> labels;
    for (const SplitItem& item : itemsOf(sizes))
        labels.push_back(item.label);
    return MemoryDataset(std::vector<Image>(labels.size(), Image(1, 1)), labels);
}

} // namespace

class SplitTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stratified()
    {
        const auto items = itemsOf({ 100, 10, 3, 2, 1 });
        const auto chosen = splitOff(items, 0.25, 7, "test");
        // round(25), round(2.5) = 3, round(0.75), at least one, one picture cannot be divided
        QCOMPARE(chosenPerClass(items, chosen, 5), (std::vector<int>{ 25, 3, 1, 1, 0 }));
        const auto most = splitOff(itemsOf({ 2, 3 }), 0.9, 7, "test");
        QCOMPARE(chosenPerClass(itemsOf({ 2, 3 }), most, 2), (std::vector<int>{ 1, 2 }));
    }

    void deterministicAndSeeded()
    {
        const auto items = itemsOf({ 40, 40 });
        QCOMPARE(splitOff(items, 0.25, 7, "test"), splitOff(items, 0.25, 7, "test"));
        QVERIFY(splitOff(items, 0.25, 7, "test") != splitOff(items, 0.25, 8, "test"));
        QVERIFY(splitOff(items, 0.25, 7, "test") != splitOff(items, 0.25, 7, "val"));
        const auto none = splitOff(items, 0, 7, "test");
        QCOMPARE(std::count(none.begin(), none.end(), true), 0);
        QVERIFY(splitOff({}, 0.5, 1, "test").empty());
    }

    void groupsAreNeverDivided()
    {
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            std::vector<SplitItem> items;
            items.reserve(200);
            for (int i = 0; i < 200; ++i) // 25 groups of 8 over 4 classes, and 20 pictures without a group
                items.push_back({ i % 4, i < 180 ? "event " + std::to_string(i % 25) : "" });
            const auto chosen = splitOff(items, 0.25, seed, "test");
            std::map<std::string, std::set<bool>> sides;
            for (std::size_t i = 0; i < items.size(); ++i) {
                if (!items[i].group.empty())
                    sides[items[i].group].insert(chosen[i]);
            }
            for (const auto& [group, side] : sides)
                QCOMPARE(side.size(), std::size_t(1));
            for (const int count : chosenPerClass(items, chosen, 4))
                QVERIFY(count >= 9 && count <= 16); // 12.5 wanted of 50
        }
    }

    void fewGroups()
    {
        const std::vector<SplitItem> two = { { 0, "a" }, { 1, "a" }, { 0, "b" }, { 1, "b" }, { 0, "b" }, { 1, "b" } };
        const auto chosen = splitOff(two, 0.25, 3, "test");
        QCOMPARE(chosen, (std::vector<bool>{ true, true, false, false, false, false }));
        const auto one = splitOff({ { 0, "a" }, { 1, "a" } }, 0.5, 3, "test");
        QCOMPARE(one, (std::vector<bool>{ false, false })); // the only group stays
    }

    void samplerShufflesByEpoch()
    {
        const auto dataset = datasetOf({ 30, 20 });
        const Sampler sampler(dataset, { true, 5, 0 });
        QCOMPARE(sampler.size(), std::size_t(50));
        auto first = sampler.order(0);
        QCOMPARE(first, Sampler(dataset, { true, 5, 0 }).order(0));
        QVERIFY(first != sampler.order(1));
        QVERIFY(first != Sampler(dataset, { true, 6, 0 }).order(0));
        std::sort(first.begin(), first.end());
        QCOMPARE(first, Sampler(dataset, { false, 5, 0 }).order(3)); // every picture once, in order without shuffle
    }

    void samplerOversamples()
    {
        const auto dataset = datasetOf({ 10, 7, 3, 0, 1 });
        const std::map<int, std::vector<int>> expected = { { 0, { 10, 7, 3, 0, 1 } }, { 1, { 10, 10, 10, 0, 10 } },
            { 2, { 10, 7, 7, 0, 7 } }, { 4, { 10, 7, 3, 0, 1 } }, { 99, { 10, 7, 3, 0, 1 } } };
        for (const auto& [n, sizes] : expected) {
            const Sampler sampler(dataset, { true, 5, n });
            const auto order = sampler.order(2);
            QCOMPARE(order.size(), sampler.size());
            std::vector<int> perClass(5), perItem(dataset.size());
            for (const std::size_t item : order) {
                ++perClass[std::size_t(dataset.label(item))];
                ++perItem[item];
            }
            QCOMPARE(perClass, sizes);
            // As evenly as possible: counts within a class differ by one at most.
            for (std::size_t item = 0; item < dataset.size(); ++item) {
                const int size = std::array{ 10, 7, 3, 0, 1 }[std::size_t(dataset.label(item))];
                const int wanted = sizes[std::size_t(dataset.label(item))];
                QVERIFY(perItem[item] >= wanted / size && perItem[item] <= (wanted + size - 1) / size);
            }
        }
        QVERIFY(Sampler(dataset, { false, 5, 1 }).order(0) != Sampler(dataset, { false, 5, 1 }).order(1));
    }
};

LOOKAWAY_TEST(tst_split, SplitTest)
#include "tst_split.moc"
