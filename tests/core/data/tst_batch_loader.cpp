// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "Pictures.h"
#include "base/Random.h"
#include "data/Augmentation.h"
#include "data/BatchLoader.h"
#include "data/ImageCache.h"
#include "data/Sampler.h"

#include <QTest>

#include <atomic>
#include <set>
#include <thread>

using namespace lookaway;
using namespace lookaway::test;

namespace {

constexpr int kSide = 12;

/// Pictures of noise, label = item % 3.
std::shared_ptr<MemoryDataset> noiseDataset(std::size_t count)
{
    std::vector<Image> images;
    std::vector<std::int64_t> labels;
    for (std::size_t i = 0; i < count; ++i) {
        Random random(i);
        Image image(kSide, kSide);
        for (auto& value : image.pixels)
            value = std::uint8_t(random.below(256));
        images.push_back(std::move(image));
        labels.push_back(std::int64_t(i % 3));
    }
    return std::make_shared<MemoryDataset>(std::move(images), std::move(labels));
}

/// Fails for some items, counts what is asked of it.
class FlakyDataset : public Dataset {
public:
    FlakyDataset(std::size_t count, std::set<std::size_t> broken)
        : m_source(noiseDataset(count))
        , m_broken(std::move(broken))
    {
    }
    std::size_t size() const override { return m_source->size(); }
    std::int64_t label(std::size_t item) const override { return m_source->label(item); }
    std::filesystem::path path(std::size_t item) const override { return m_source->path(item); }
    Result<Image> load(std::size_t item, int side) const override
    {
        ++loads;
        if (throws)
            throw std::runtime_error("boom");
        if (m_broken.count(item) > 0)
            return fail("'" + path(item).string() + "' is broken.");
        return m_source->load(item, side);
    }
    mutable std::atomic<int> loads = 0;
    bool throws = false;

private:
    std::shared_ptr<const Dataset> m_source;
    std::set<std::size_t> m_broken;
};

LoaderOptions options(int threads = 2, int batchSize = 8)
{
    LoaderOptions o;
    o.threads = threads;
    o.batchSize = batchSize;
    o.imageSize = kSide;
    o.seed = 21;
    return o;
}

std::vector<Batch> drain(BatchLoader& loader)
{
    std::vector<Batch> batches;
    while (true) {
        auto batch = loader.next();
        if (!batch.ok())
            throw std::runtime_error(batch.error().message());
        if (!*batch)
            return batches;
        batches.push_back(std::move(**batch));
    }
}

bool same(const Batch& a, const Batch& b)
{
    return a.epoch == b.epoch && a.index == b.index && a.count == b.count && a.pixels == b.pixels
        && a.labels == b.labels && a.items == b.items;
}

} // namespace

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

    void cacheKeepsItsBudget()
    {
        const auto source = std::make_shared<FlakyDataset>(20, std::set<std::size_t>{ 3 });
        const std::size_t bytes = kSide * kSide * 3;
        const CachedDataset cached(source, 8 * (bytes + 200));
        for (int round = 0; round < 3; ++round) {
            for (std::size_t i = 0; i < 20; ++i) {
                const auto image = cached.load(i, kSide);
                QCOMPARE(image.ok(), i != 3);
                if (image.ok())
                    QCOMPARE(image->pixels, source->load(i, kSide)->pixels);
                source->loads -= image.ok(); // the comparison's own
            }
        }
        QVERIFY(cached.cache().bytes() <= 8 * (bytes + 200));
        QVERIFY(cached.cache().bytes() >= 8 * bytes);
        QVERIFY(source->loads <= 20 + 2 * 12 && source->loads >= 20 + 2 * 11);
        QCOMPARE(cached.load(0, 6)->width, 6); // another side is another picture
        QCOMPARE(cached.load(0, kSide)->width, kSide);
    }

    void cacheIsThreadSafe()
    {
        const auto plain = noiseDataset(40);
        const auto cached = std::make_shared<CachedDataset>(plain, std::size_t(1) << 20);
        BatchLoader expected(plain, options(1)), loader(cached, options(6));
        for (int epoch = 0; epoch < 3; ++epoch) {
            expected.startEpoch(epoch);
            loader.startEpoch(epoch);
            const auto a = drain(expected), b = drain(loader);
            for (std::size_t i = 0; i < a.size(); ++i)
                QVERIFY(same(a[i], b[i]));
        }
    }

    void decorators()
    {
        const auto source = noiseDataset(9);
        const SubsetDataset subset(source, { 8, 2 });
        QCOMPARE(subset.size(), std::size_t(2));
        QCOMPARE(subset.label(1), std::int64_t(2));
        QCOMPARE(subset.load(0, 0)->pixels, source->load(8, 0)->pixels);
        QCOMPARE(subset.path(1).string(), std::string("picture 2"));
        const MappedDataset erased(source, [](Image& image, std::size_t item) {
            Random random(deriveSeed(1, "erasing", item));
            ErasingOptions always;
            always.probability = 1;
            eraseRegion(image, always, random);
        });
        QVERIFY(erased.load(4, kSide)->pixels != source->load(4, kSide)->pixels);
        QCOMPARE(erased.load(4, kSide)->pixels, erased.load(4, kSide)->pixels);
        QCOMPARE(picturesPerClass(erased, 4), (std::vector<std::size_t>{ 3, 3, 3, 0 }));
    }
};

LOOKAWAY_TEST(tst_batch_loader, BatchLoaderTest)
#include "tst_batch_loader.moc"
