// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "LoaderFixture.h"
#include "data/Augmentation.h"
#include "data/Sampler.h"

#include <QTest>

#include <thread>

using namespace lookaway;
using namespace lookaway::test;

class BatchLoaderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void threadsAreThoseAskedForOrAFewCores()
    {
        DataSettings settings;
        settings.loaderThreads = 11;
        QCOMPARE(resolvedLoaderThreads(settings), 11);
        settings.loaderThreads = 0;
        QVERIFY(resolvedLoaderThreads(settings) >= 1 && resolvedLoaderThreads(settings) <= 8);
    }

    void anEpochHoldsWhatSamplerAndAugmentationSay()
    {
        const auto dataset = noiseDataset(37);
        BatchLoader loader(dataset, options());
        QCOMPARE(loader.batchesPerEpoch(), std::int64_t(5));
        loader.startEpoch(3);
        const auto batches = drain(loader);
        QCOMPARE(batches.size(), std::size_t(5));
        const auto order = Sampler(*dataset, { true, 21, 0 }).order(3);
        std::size_t position = 0;
        for (const Batch& batch : batches) {
            QCOMPARE(batch.count, batch.index < 4 ? 8 : 5);
            QCOMPARE(batch.epoch, 3);
            QCOMPARE(batch.pixels.size(), std::size_t(batch.count * kSide * kSide * 3));
            for (int i = 0; i < batch.count; ++i, ++position) {
                QCOMPARE(batch.items[std::size_t(i)], order[position]);
                QCOMPARE(batch.labels[std::size_t(i)], std::int64_t(order[position] % 3));
                Image expected = *dataset->load(order[position], kSide);
                Random random(deriveSeed(21, "augmentation", 3, position));
                augment(expected, {}, random);
                QVERIFY(std::equal(
                    expected.pixels.begin(), expected.pixels.end(), batch.pixels.begin() + i * kSide * kSide * 3));
            }
        }
        QVERIFY(!loader.next()->has_value());
    }

    void sameBitsForAnyNumberOfThreads()
    {
        const auto dataset = noiseDataset(61);
        std::vector<Batch> expected;
        for (const int threads : { 1, 2, 7 }) {
            auto o = options(threads);
            o.prefetchBatches = threads;
            o.augmentation.randomErasing = 0.5;
            BatchLoader loader(dataset, o);
            std::vector<Batch> batches;
            for (int epoch = 0; epoch < 3; ++epoch) {
                loader.startEpoch(epoch);
                for (Batch& batch : drain(loader))
                    batches.push_back(std::move(batch));
            }
            if (expected.empty())
                expected = batches;
            QCOMPARE(batches.size(), expected.size());
            for (std::size_t i = 0; i < batches.size(); ++i)
                QVERIFY(same(batches[i], expected[i]));
        }
        QVERIFY(!same(expected[0], expected[8])); // epochs differ
    }

    void resumesAnywhere()
    {
        const auto dataset = noiseDataset(61);
        BatchLoader whole(dataset, options());
        whole.startEpoch(2);
        const auto expected = drain(whole);
        BatchLoader resumed(dataset, options());
        resumed.startEpoch(0); // abandoned half way
        (void)resumed.next();
        for (const std::int64_t first : { 3, 0, 7, 8, 99 }) {
            resumed.startEpoch(2, first);
            const auto batches = drain(resumed);
            QCOMPARE(batches.size(), first < 8 ? std::size_t(8 - first) : std::size_t(0));
            for (std::size_t i = 0; i < batches.size(); ++i)
                QVERIFY(same(batches[i], expected[i + std::size_t(first)]));
        }
    }

    void recycledMemoryChangesNothing()
    {
        const auto dataset = noiseDataset(61);
        BatchLoader plain(dataset, options()), recycling(dataset, options());
        plain.startEpoch(0);
        recycling.startEpoch(0);
        for (const Batch& expected : drain(plain)) {
            auto batch = recycling.next();
            QVERIFY(batch.ok() && batch->has_value());
            QVERIFY(same(**batch, expected));
            recycling.recycle(std::move(**batch));
        }
    }

    void evaluationKeepsOrderAndPixels()
    {
        const auto dataset = noiseDataset(17);
        auto o = options();
        o.mode = LoaderOptions::Mode::Evaluation;
        o.oversampleToNthLargest = 1;
        BatchLoader loader(dataset, o);
        loader.startEpoch(5);
        const auto batches = drain(loader);
        QCOMPARE(batches.size(), std::size_t(3)); // 8 + 8 + 1: nothing is dropped
        std::size_t item = 0;
        for (const Batch& batch : batches) {
            for (int i = 0; i < batch.count; ++i, ++item) {
                QCOMPARE(batch.items[std::size_t(i)], item);
                const Image image = *dataset->load(item, kSide);
                QVERIFY(
                    std::equal(image.pixels.begin(), image.pixels.end(), batch.pixels.begin() + i * kSide * kSide * 3));
            }
        }
        QCOMPARE(item, std::size_t(17));
    }

    void lastBatch()
    {
        const auto batches = [](std::size_t pictures, bool dropLast, int batchSize = 8) {
            auto o = options(1, batchSize);
            o.dropLast = dropLast;
            BatchLoader loader(noiseDataset(pictures), o);
            loader.startEpoch(0);
            const auto drained = drain(loader);
            return std::int64_t(drained.size()) == loader.batchesPerEpoch() ? loader.batchesPerEpoch() : -1;
        };
        QCOMPARE(batches(18, false), std::int64_t(3));
        QCOMPARE(batches(18, true), std::int64_t(2));
        QCOMPARE(batches(17, false), std::int64_t(2)); // BatchNorm cannot train on one picture
        QCOMPARE(batches(5, false), std::int64_t(1));  // batch larger than the data set
        QCOMPARE(batches(5, true), std::int64_t(0));
        QCOMPARE(batches(3, false, 1), std::int64_t(3)); // asked for
        QCOMPARE(batches(0, false), std::int64_t(0));
    }

    void prefetchIsBounded()
    {
        const auto dataset = std::make_shared<FlakyDataset>(1000, std::set<std::size_t>{});
        auto o = options(3, 8);
        o.prefetchBatches = 2;
        BatchLoader loader(dataset, o);
        loader.startEpoch(0);
        for (int i = 1; i <= 20; ++i) {
            QVERIFY(loader.next()->has_value());
            // At most two batches beside the one that was handed over; what is under way counts already.
            QVERIFY(dataset->loads <= (i + 2) * 8);
        }
    }

    void cancels()
    {
        CancelSource source;
        BatchLoader loader(noiseDataset(500), options(), source.token());
        loader.startEpoch(0);
        QVERIFY(loader.next()->has_value());
        std::thread other([&] { source.cancel(); });
        while (true) {
            const auto batch = loader.next();
            if (!batch.ok()) {
                QVERIFY(batch.error().cancelled());
                break;
            }
            loader.startEpoch(0); // never ends by itself
        }
        other.join();
        QVERIFY(loader.next().error().cancelled());
    }

    void destructionAtAnyMoment()
    {
        const auto dataset = noiseDataset(200);
        for (int i = 0; i < 30; ++i) {
            BatchLoader loader(dataset, options(1 + i % 4));
            if (i % 3 > 0)
                loader.startEpoch(i, i % 5);
            for (int j = 0; j < i % 4 && i % 3 > 0; ++j)
                (void)loader.next();
        }
        BatchLoader unused(dataset, options());
        QVERIFY(!unused.next()->has_value()); // no epoch was started
    }
};

LOOKAWAY_TEST(tst_batch_loader, BatchLoaderTest)
#include "tst_batch_loader.moc"
