// SPDX-License-Identifier: MIT
#include "TestMain.h"

#include "LoaderFixture.h"
#include "data/Augmentation.h"
#include "data/ImageCache.h"

#include <QTest>

using namespace lookaway;
using namespace lookaway::test;

class DatasetDecoratorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
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

LOOKAWAY_TEST(tst_dataset_decorators, DatasetDecoratorsTest)
#include "tst_dataset_decorators.moc"
