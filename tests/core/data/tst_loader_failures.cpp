// SPDX-License-Identifier: MIT
// What the batch loader makes of pictures that cannot be read.
#include "TestMain.h"

#include "LoaderFixture.h"
#include "Pictures.h"
#include "data/Sampler.h"

#include <QTest>

using namespace lookaway;
using namespace lookaway::test;

class LoaderFailuresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void brokenPicturesAreReplacedInTraining()
    {
        const auto dataset = std::make_shared<FlakyDataset>(30, std::set<std::size_t>{ 4, 7, 29 });
        std::vector<std::vector<std::size_t>> itemsOfRuns;
        for (const int threads : { 1, 4 }) {
            BatchLoader loader(dataset, options(threads, 10));
            std::vector<std::size_t> items;
            for (int epoch = 0; epoch < 2; ++epoch) {
                loader.startEpoch(epoch);
                const auto order = Sampler(*dataset, { true, 21, 0 }).order(epoch);
                std::size_t position = 0;
                for (const Batch& batch : drain(loader)) {
                    QCOMPARE(batch.count, 10);
                    for (const std::size_t item : batch.items) {
                        const std::size_t wanted = order[position++];
                        // The next of the same class (label = item % 3) that can be read: 4 -> 7 is broken -> 10.
                        const std::size_t expected = wanted == 4 || wanted == 7 ? 10 : wanted == 29 ? 2 : wanted;
                        QCOMPARE(item, expected);
                        items.push_back(item);
                    }
                }
            }
            itemsOfRuns.push_back(items);
            const auto problems = loader.problems();
            QCOMPARE(problems.size(), std::size_t(3));
            QCOMPARE(problems[0].path.string(), std::string("picture 4"));
            QVERIFY(contains(problems[2].reason, "is broken"));
        }
        QCOMPARE(itemsOfRuns[0], itemsOfRuns[1]);
    }

    void brokenPicturesAreLeftOutInEvaluation()
    {
        const auto dataset = std::make_shared<FlakyDataset>(
            30, std::set<std::size_t>{ 0, 5, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 });
        auto o = options(3, 10);
        o.mode = LoaderOptions::Mode::Evaluation;
        BatchLoader loader(dataset, o);
        loader.startEpoch(0);
        const auto batches = drain(loader);
        QCOMPARE(batches.size(), std::size_t(2)); // the second batch had nothing left
        QCOMPARE(batches[0].items, (std::vector<std::size_t>{ 1, 2, 3, 4, 6, 7, 8 }));
        QCOMPARE(batches[0].labels, (std::vector<std::int64_t>{ 1, 2, 0, 1, 0, 1, 2 }));
        QCOMPARE(batches[0].pixels.size(), std::size_t(7 * kSide * kSide * 3));
        const Image eighth = *dataset->load(8, kSide);
        QVERIFY(
            std::equal(eighth.pixels.begin(), eighth.pixels.end(), batches[0].pixels.begin() + 6 * kSide * kSide * 3));
        QCOMPARE(batches[1].index, std::int64_t(2));
        QCOMPARE(batches[1].count, 10);
    }

    void aLostDiskIsAnError()
    {
        std::set<std::size_t> all;
        for (std::size_t i = 0; i < 200; ++i)
            all.insert(i);
        BatchLoader loader(std::make_shared<FlakyDataset>(200, all), options());
        loader.startEpoch(0);
        const auto batch = loader.next();
        QVERIFY(!batch.ok());
        QVERIFY(!batch.error().cancelled());
        QVERIFY(contains(batch.error().what, "16 pictures of one class in a row"));
        QVERIFY(!loader.next()->has_value()); // the epoch is over
    }

    void anExceptionInADatasetIsAnError()
    {
        const auto dataset = std::make_shared<FlakyDataset>(20, std::set<std::size_t>{});
        dataset->throws = true;
        BatchLoader loader(dataset, options());
        loader.startEpoch(0);
        QVERIFY(contains(loader.next().error().what, "boom"));
    }
};

LOOKAWAY_TEST(tst_loader_failures, LoaderFailuresTest)
#include "tst_loader_failures.moc"
