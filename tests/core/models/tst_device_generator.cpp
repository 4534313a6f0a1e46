// SPDX-License-Identifier: MIT
#include "TestMain.h"
#include "models/DeviceGenerator.h"

#include <QTest>
#include <torch/torch.h>

using namespace lookaway;

class DeviceGeneratorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void drawsWhatTheDefaultGeneratorWould_data()
    {
        QTest::addColumn<quint64>("seed");
        QTest::newRow("0") << quint64(0);
        QTest::newRow("small") << quint64(42);
        QTest::newRow("beyond 32 bits") << quint64(0x123456789ABCDEF0);
        QTest::newRow("largest") << ~quint64(0);
    }
    void drawsWhatTheDefaultGeneratorWould()
    {
        QFETCH(quint64, seed);
        torch::manual_seed(seed);
        const auto uniform = torch::rand({ 1000 });
        const auto normal = torch::randn({ 7 });

        torch::manual_seed(5);
        const auto expectedNext = torch::rand({ 10 });
        torch::manual_seed(5);
        auto generator = deviceGenerator(at::kCPU, seed);
        QVERIFY(torch::equal(torch::rand({ 1000 }, generator), uniform));
        QVERIFY(torch::equal(torch::randn({ 7 }, generator), normal));
        QVERIFY2(torch::equal(torch::rand({ 10 }), expectedNext), "the default generator was touched");
    }

    void endsWithItsLastUser()
    {
        c10::weak_intrusive_ptr<c10::GeneratorImpl> watch = [] {
            const auto generator = deviceGenerator(at::kCPU, 1);
            return c10::weak_intrusive_ptr<c10::GeneratorImpl>(generator.getIntrusivePtr());
        }();
        QVERIFY(watch.expired());
        QCOMPARE(watch.weak_use_count(), std::size_t(1)); // nobody but the watch holds the memory
    }
};

LOOKAWAY_TEST(tst_device_generator, DeviceGeneratorTest)
#include "tst_device_generator.moc"
