// SPDX-License-Identifier: MIT
#include "bridge/ExplanationCache.h"

#include "TestMain.h"

#include <QTest>

using namespace lookaway;

namespace {

std::shared_ptr<const Explanation> mapOf(int side)
{
    auto explanation = std::make_shared<Explanation>();
    explanation->raw = HeatMap(side, side);
    return explanation;
}

} // namespace

class ExplanationCacheTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theCacheKnowsWhatAMapDependsOn()
    {
        ModelFacts model;
        model.weightsHash = "w";
        model.targetLayer = "last";
        ExplainOrder order;
        order.classIndex = 1;
        const QByteArray key = ExplanationCache::key(model, "picture", order);
        const auto differs = [&](const auto& change) {
            ModelFacts otherModel = model;
            ExplainOrder otherOrder = order;
            QByteArray picture = "picture";
            change(otherModel, otherOrder, picture);
            return ExplanationCache::key(otherModel, picture, otherOrder) != key;
        };
        QVERIFY(differs([](auto& m, auto&, auto&) { m.weightsHash = "v"; }));
        QVERIFY(differs([](auto& m, auto&, auto&) { m.input.mean[1] = 0; }));
        QVERIFY(differs([](auto& m, auto&, auto&) { m.input.channels = 1; }));
        QVERIFY(differs([](auto&, auto& o, auto&) { o.classIndex = 2; }));
        QVERIFY(differs([](auto&, auto& o, auto&) { o.layer = "first"; }));
        QVERIFY(differs([](auto&, auto& o, auto&) { o.method = "grad-cam-as-released"; }));
        QVERIFY(differs([](auto&, auto&, auto& p) { p = "other"; }));
        // The default layer is the same whether it is named or not, and Grad-CAM draws no masks.
        QVERIFY(!differs([](auto&, auto& o, auto&) { o.layer = "last"; }));
        QVERIFY(!differs([](auto&, auto& o, auto&) { o.settings.riseMasks = 7; }));

        Image a(2, 3);
        Image b(3, 2);
        QVERIFY(contentHash(a) != contentHash(b));
        b = a;
        QCOMPARE(contentHash(a), contentHash(b));
        b.pixels[4] = 1;
        QVERIFY(contentHash(a) != contentHash(b));
    }

    void theCacheIsBounded()
    {
        ExplanationCache cache(40000);
        for (int i = 0; i < 30; ++i)
            cache.insert(QByteArray::number(i), mapOf(40)); // 6,400 bytes and a bit
        QVERIFY(cache.bytes() <= 40000);
        QVERIFY(cache.count() >= 4);
        QVERIFY(cache.find("29"));
        QVERIFY(!cache.find("0"));
    }
};

LOOKAWAY_TEST(tst_explanation_cache, ExplanationCacheTest)
#include "tst_explanation_cache.moc"
