// SPDX-License-Identifier: MIT
#include "pages/training/PictureDialog.h"
#include "widgets/pictures/ColorMapBox.h"
#include "widgets/pictures/PictureView.h"

#include "TestMain.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QTest>

#include <algorithm>

using namespace lookaway;

class PictureDialogTest : public QObject {
    Q_OBJECT

    /// Grey, white hot in the upper left quarter, which is hidden.
    static PictureCard card()
    {
        auto picture = std::make_shared<OccludedPicture>();
        picture->original = Image(32, 32);
        std::fill(picture->original.pixels.begin(), picture->original.pixels.end(), std::uint8_t{ 100 });
        picture->occluded = picture->original;
        picture->heat = HeatMap(32, 32);
        picture->mask = HeatMap(32, 32);
        for (int y = 0; y < 16; ++y) {
            for (int x = 0; x < 16; ++x) {
                const auto pixel = static_cast<std::size_t>(y) * 32 + static_cast<std::size_t>(x);
                picture->heat.values[pixel] = 1;
                picture->mask.values[pixel] = 1;
                std::fill_n(picture->occluded.at(x, y), 3, std::uint8_t{ 0 });
            }
        }
        picture->share = 0.25;
        picture->lossBefore = 0.5;
        picture->lossAfter = 1.5;
        picture->predicted = 1;
        return { 1, picture, QStringLiteral("tulip"), QStringLiteral("crocus"), QStringLiteral("epoch 1, mini-batch 2"),
            QStringLiteral("zero, salient"), false };
    }

private Q_SLOTS:
    void saysTheNumbers()
    {
        PictureDialog dialog(card());
        QStringList texts;
        for (const QLabel* label : dialog.findChildren<QLabel*>())
            texts << label->text();
        for (const char* expected : { "tulip", "✗ crocus", "25.0 % of the pixels", "0.500 → 1.500 ▲", "zero, salient" })
            QVERIFY2(texts.contains(QString::fromUtf8(expected)), expected);
        QVERIFY(dialog.windowTitle().contains(QStringLiteral("mini-batch 2")));
    }

    void zoomsAllFourTogether()
    {
        PictureDialog dialog(card());
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        const auto views = dialog.findChildren<PictureView*>();
        QCOMPARE(views.size(), 4);
        QTest::keyClick(views[2], Qt::Key_Plus);
        QTest::keyClick(views[2], Qt::Key_Right);
        for (const PictureView* view : views) {
            QCOMPARE(view->sight().scale, views[2]->sight().scale);
            QCOMPARE(view->sight().centre, views[2]->sight().centre);
        }
    }

    void opacityAndColoursChangeTheHeatMap()
    {
        PictureDialog dialog(card());
        dialog.show();
        const auto views = dialog.findChildren<PictureView*>();
        const auto heat = std::find_if(views.begin(), views.end(),
            [](PictureView* view) { return view->accessibleName() == PictureDialog::tr("Heat map"); });
        QVERIFY(heat != views.end());
        auto* opacity = dialog.findChild<QSlider*>();
        QTest::keyClick(opacity, Qt::Key_Home);
        QCOMPARE((*heat)->picture().pixelColor(2, 2), QColor(100, 100, 100));
        QTest::keyClick(opacity, Qt::Key_End);
        const Rgb hot = colorTable(ColorMap::Inferno)[255];
        QCOMPARE((*heat)->picture().pixelColor(2, 2), QColor(hot.red, hot.green, hot.blue));
        dialog.findChild<ColorMapBox*>()->setColorMap(ColorMap::Jet);
        const Rgb jet = colorTable(ColorMap::Jet)[255];
        QCOMPARE((*heat)->picture().pixelColor(2, 2), QColor(jet.red, jet.green, jet.blue));
    }

    void copiesTheFigure()
    {
        PictureDialog dialog(card());
        QTest::mouseClick(dialog.findChild<QPushButton*>(QStringLiteral("copy")), Qt::LeftButton);
        const QImage figure = QGuiApplication::clipboard()->image();
        QCOMPARE(figure.size(), PictureDialog::figureSize() * 2);
        const int middle = figure.height() / 2;
        QCOMPARE(figure.pixelColor(2, 2), QColor(Qt::white));            // paper
        QCOMPARE(figure.pixelColor(300, middle), QColor(100, 100, 100)); // original
    }
};

LOOKAWAY_TEST(tst_picture_dialog, PictureDialogTest)
#include "tst_picture_dialog.moc"
