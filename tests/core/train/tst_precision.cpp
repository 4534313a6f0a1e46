// SPDX-License-Identifier: MIT
#include "TestMain.h"
#include "base/Affinity.h"
#include "models/Registry.h"
#include "train/Device.h"
#include "train/LossScaler.h"
#include "train/Precision.h"

#include <QTest>
#include <torch/torch.h>

#include <limits>
#include <string>
#include <thread>

#ifdef __linux__
#include <sched.h>
#endif

using namespace lookaway;

static TrainingSettings with(Precision precision, MemoryFormat format = MemoryFormat::Auto)
{
    TrainingSettings settings;
    settings.precision = precision;
    settings.memoryFormat = format;
    return settings;
}

static at::ScalarType productType()
{
    return at::matmul(at::ones({ 2, 2 }), at::ones({ 2, 2 })).scalar_type();
}

class PrecisionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void devices_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : { "gpu", "", "cuda:", "cuda:x", "cuda:-1", "cuda:99999", "cuda:99999999999", "CPU" })
            QTest::newRow(name) << QString(name);
    }
    void devices()
    {
        QFETCH(QString, name);
        const auto refused = chooseDevice(name.toStdString());
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().what.find("'" + name.toStdString() + "'") != std::string::npos);
        QVERIFY(!refused.error().hint.empty());
    }
    void cpuIsAlwaysThere()
    {
        QVERIFY(chooseDevice("cpu")->is_cpu());
        const auto automatic = chooseDevice("auto");
        QVERIFY(automatic.ok());
        QCOMPARE(automatic->is_cuda(), torch::cuda::is_available());
    }
    void missingCudaGetsASentence()
    {
        if (torch::cuda::is_available())
            QSKIP("this machine has a CUDA device");
        QVERIFY(chooseDevice("cuda").error().message().find("no CUDA device") != std::string::npos);
        QVERIFY(!chooseDevice("cuda:0").ok());
    }

    void automaticPrecision()
    {
        const auto small = makeModel("small_cnn", 3, 1).value();
        const auto mobile = makeModel("mobilenet_v2", 3, 1).value();
        const auto policy = choosePrecision(with(Precision::Auto), at::kCPU, *small).value();
        QCOMPARE(policy.autocasts(), cpuHasBf16());
        QCOMPARE(policy.memoryFormat == at::MemoryFormat::ChannelsLast, cpuHasBf16());
        QVERIFY(!policy.reason.empty());
        QVERIFY(!choosePrecision(with(Precision::Auto), at::kCPU, *mobile)->autocasts()); // depthwise
        QVERIFY(!choosePrecision(with(Precision::Auto), at::Device(at::kCUDA, 0), *small)->autocasts());
    }
    void whatIsAskedForIsDone()
    {
        const auto model = makeModel("small_cnn", 3, 1).value();
        QCOMPARE(choosePrecision(with(Precision::Fp32), at::kCPU, *model)->type, at::kFloat);
        QCOMPARE(choosePrecision(with(Precision::Bf16), at::kCPU, *model)->type, at::kBFloat16);
        QVERIFY(choosePrecision(with(Precision::Fp16), at::Device(at::kCUDA, 0), *model)->scalesLoss());
        const auto policy = choosePrecision(with(Precision::Bf16, MemoryFormat::Contiguous), at::kCPU, *model).value();
        QCOMPARE(policy.memoryFormat, at::MemoryFormat::Contiguous);
        const auto last = choosePrecision(with(Precision::Fp32, MemoryFormat::ChannelsLast), at::kCPU, *model).value();
        QCOMPARE(last.memoryFormat, at::MemoryFormat::ChannelsLast);
    }
    void halfOnTheCpuGetsASentence()
    {
        const auto model = makeModel("small_cnn", 3, 1).value();
        const auto refused = choosePrecision(with(Precision::Fp16), at::kCPU, *model);
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().what.find("fp16") != std::string::npos);
        QVERIFY(!choosePrecision(with(Precision::Bf16), at::Device(at::kMPS, 0), *model).ok());
    }

    void autocastLastsAsLongAsItsScope()
    {
        QCOMPARE(productType(), at::kFloat);
        {
            const AutocastScope outer({ at::kBFloat16, {}, {} }, at::kCPU);
            QCOMPARE(productType(), at::kBFloat16);
            {
                const AutocastScope inner({ at::kBFloat16, {}, {} }, at::kCPU);
                QCOMPARE(productType(), at::kBFloat16);
            }
            QCOMPARE(productType(), at::kBFloat16);
            const AutocastScope none({}, at::kCPU);
        }
        QCOMPARE(productType(), at::kFloat);
        try {
            const AutocastScope scope({ at::kBFloat16, {}, {} }, at::kCPU);
            throw 1;
        } catch (int) {
        }
        QCOMPARE(productType(), at::kFloat);
    }

    void separateScopesKeepGradients()
    {
        const at::Tensor weight = at::ones({ 2, 2 }).requires_grad_(true);
        const PrecisionPolicy bf16{ at::kBFloat16, {}, {} };
        {
            const AutocastScope scope(bf16, at::kCPU);
            const at::NoGradGuard noGrad;
            at::matmul(weight, weight);
        }
        at::Tensor product;
        {
            const AutocastScope scope(bf16, at::kCPU);
            product = at::matmul(at::ones({ 2, 2 }), weight);
        }
        product.sum().backward();
        QVERIFY(weight.grad().defined());
    }

    void lossScalerHalvesAndDoubles()
    {
        LossScaler scaler({ 8, 1998 });
        QCOMPARE(scaler.scaled(at::scalar_tensor(0.5F)).item<float>(), 4.0F);
        std::vector<at::Tensor> gradients{ at::full({ 3 }, 16.0F), at::full({ 2 }, -8.0F) };
        QVERIFY(scaler.unscale(gradients));
        QCOMPARE(gradients[0][0].item<float>(), 2.0F);
        QCOMPARE(gradients[1][1].item<float>(), -1.0F);
        QVERIFY(scaler.unscale(gradients)); // the 2000th
        QCOMPARE(scaler.state().scale, 16.0);
        QCOMPARE(scaler.state().goodSteps, 0);
        gradients[1][0] = std::numeric_limits<float>::infinity();
        QVERIFY(!scaler.unscale(gradients));
        QCOMPARE(scaler.state().scale, 8.0);
        QVERIFY(LossScaler().unscale({}));
    }

    void threads()
    {
        QCOMPARE(useThreads(2), 2);
        QCOMPARE(useThreads(0), static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
        QCOMPARE(useThreads(1), 1);
    }

#ifdef __linux__
    void oneThreadIsNotKeptOnTheFirstCore()
    {
        const auto isBound = [](bool byLauncher) {
            cpu_set_t all, one, after;
            sched_getaffinity(0, sizeof all, &all);
            std::string list;
            int first = -1;
            for (int cpu = CPU_SETSIZE - 1; cpu >= 0; --cpu)
                if (CPU_ISSET(static_cast<std::size_t>(cpu), &all)) {
                    list += (list.empty() ? "" : ",") + std::to_string(cpu);
                    first = cpu;
                }
            if (byLauncher)
                qputenv(kCpuListVariable, QByteArray::fromStdString(list));
            bool bound = false;
            std::thread([&] {
                CPU_ZERO(&one);
                CPU_SET(static_cast<std::size_t>(first), &one);
                sched_setaffinity(0, sizeof one, &one);
                useThreads(1);
                sched_getaffinity(0, sizeof after, &after);
                bound = !CPU_EQUAL(&after, &all);
            }).join();
            qunsetenv(kCpuListVariable);
            return bound;
        };
        cpu_set_t all;
        sched_getaffinity(0, sizeof all, &all);
        if (CPU_COUNT(&all) < 2)
            QSKIP("there is only one core");
        QVERIFY(!isBound(true));
        QVERIFY(isBound(false)); // somebody else's wish, taskset's for example
    }
#endif
};

LOOKAWAY_TEST(tst_precision, PrecisionTest)
#include "tst_precision.moc"
