// SPDX-License-Identifier: MIT
#include "../models/Fixture.h"
#include "TestMain.h"

#include "explain/GradCam.h"

#include <QTest>

using namespace lookaway;
using namespace lookaway::test;

/// Both flavours, in closed form and by autograd, against torchvision's networks with hooks
/// (tests/reference/make_model_fixtures.py).
class GradCamFixturesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void maps_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto* name : { "small_cnn", "resnet18", "resnet50", "mobilenet_v2", "squeezenet1_0", "vgg16",
                 "vgg16_bn", "densenet121", "inception_v3", "resnet20_cifar" })
            QTest::newRow(name) << name;
    }
    void maps()
    {
        QFETCH(QString, name);
        const Fixture fixture(name.toStdString());
        const ExplainRequest request{ fixture.input, fixture.longs("explained"), fixture.json["layer"] };
        for (const auto gradient : { GradCam::Gradient::Automatic, GradCam::Gradient::Autograd })
            for (const auto flavour : { GradCamFlavour::Textbook, GradCamFlavour::AsReleased }) {
                const auto maps = GradCam(flavour, gradient).explain(*fixture.model, request);
                QVERIFY(maps.ok());
                const auto* key = flavour == GradCamFlavour::Textbook ? "grad_cam" : "grad_cam_as_released";
                const double error = relativeDifference(maps->maps, fixture.tensor(key));
                QVERIFY2(error < 1e-4, qPrintable(QString("%1: %2").arg(key).arg(error)));
            }
    }
};

LOOKAWAY_TEST(tst_grad_cam_fixtures, GradCamFixturesTest)
#include "tst_grad_cam_fixtures.moc"
