// SPDX-License-Identifier: MIT
#include "pages/training/ProbePanel.h"

#include "TestMain.h"
#include "style/Theme.h"
#include "widgets/EmptyState.h"

#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QToolButton>

using namespace lookaway;

namespace {

std::shared_ptr<const Image> grey()
{
    auto picture = std::make_shared<Image>(32, 32);
    std::fill(picture->pixels.begin(), picture->pixels.end(), std::uint8_t{ 128 });
    return picture;
}

/// Two probes; the heat of the first is all over the upper half up to row `epoch`.
ProbesExplained explained(int epoch, const std::shared_ptr<const Image>& picture)
{
    ProbesExplained event;
    event.epoch = epoch;
    for (int i = 0; i < 2; ++i) {
        Probe probe;
        probe.picture = picture;
        probe.path = "/d/" + std::to_string(i) + ".png";
        probe.heat = HeatMap(8, 8);
        std::fill(probe.heat.values.begin(), probe.heat.values.begin() + 8 * (epoch + 2), 1.0F);
        probe.label = i;
        probe.predicted = epoch > 0 ? i : 1 - i;
        probe.probability = 0.25 * (epoch + 1);
        probe.spread.shareAboveLevel = 0.1 * (epoch + 2);
        event.probes.push_back(std::move(probe));
    }
    return event;
}

void show(ProbePanel& panel)
{
    panel.setClasses({ QStringLiteral("cat"), QStringLiteral("dog") });
    panel.resize(700, 400);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
}

} // namespace

class ProbePanelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { applyTheme(*qApp, ThemeKind::Light); }

    void followsTheRun()
    {
        ProbePanel panel;
        show(panel);
        QVERIFY(panel.emptyState()->isVisible());
        const auto picture = grey();
        panel.add(explained(-1, picture));
        QVERIFY(!panel.emptyState()->isVisible());
        QCOMPARE(panel.current(), 0);
        panel.add(explained(0, picture));
        panel.add(explained(1, picture));
        QCOMPARE(panel.current(), 2);
        const auto cards = panel.findChildren<ProbeCard*>();
        QCOMPARE(cards.size(), 2);
        // Epoch 1: recognised, p = 0.5, spread = 0.3.
        QVERIFY2(cards[0]->accessibleName().contains(QStringLiteral("cat, recognised")),
            qPrintable(cards[0]->accessibleName()));
        QVERIFY(cards[0]->accessibleName().contains(QStringLiteral("p 50")));
        QVERIFY(cards[0]->accessibleName().contains(QStringLiteral("spread 30")));
        QVERIFY(cards[0]->accessibleName().contains(QStringLiteral("epoch 2")));
    }

    void whoLooksBackIsLeftThere()
    {
        ProbePanel panel;
        show(panel);
        const auto picture = grey();
        panel.setHistory({ explained(-1, picture), explained(0, picture), explained(1, picture) });
        auto* slider = panel.findChild<QSlider*>();
        slider->setFocus();
        QTest::keyClick(slider, Qt::Key_Home);
        QCOMPARE(panel.current(), 0);
        auto* card = panel.findChild<ProbeCard*>();
        QVERIFY(card->accessibleName().contains(QStringLiteral("before training")));
        QVERIFY(card->accessibleName().contains(QStringLiteral("dog"))); // what it was taken for
        panel.add(explained(2, picture));
        QCOMPARE(panel.current(), 0);
        QCOMPARE(panel.moments(), 4);
        QTest::keyClick(slider, Qt::Key_End);
        QCOMPARE(panel.current(), 3);
    }

    void aResumedRunReplacesWhatItDoesAgain()
    {
        ProbePanel panel;
        show(panel);
        const auto picture = grey();
        panel.setHistory({ explained(-1, picture), explained(0, picture), explained(1, picture) });
        panel.add(explained(0, picture));
        QCOMPARE(panel.moments(), 2);
        QCOMPARE(panel.current(), 1);
        panel.clear();
        QCOMPARE(panel.moments(), 0);
        QCOMPARE(panel.current(), -1);
        QVERIFY(panel.emptyState()->isVisible());
    }

    void comparesWithTheFirst()
    {
        ProbePanel panel;
        show(panel);
        const auto picture = grey();
        panel.setHistory({ explained(-1, picture), explained(2, picture) });
        auto* card = panel.findChild<ProbeCard*>();
        const int narrow = card->sizeHint().width();
        auto* compare = panel.findChild<QCheckBox*>();
        QTest::mouseClick(compare, Qt::LeftButton, {}, QPoint(8, compare->height() / 2));
        QVERIFY(card->sizeHint().width() > narrow + 100);
        QTRY_COMPARE(card->width(), card->sizeHint().width());
        // The halves differ below: the later map reaches further down.
        const QImage image = card->grab().toImage();
        const int y = 8 + 144 * 5 / 16;
        QVERIFY(image.pixelColor(8 + 72, y) != image.pixelColor(8 + 144 + 6 + 72, y));
    }

    void playsToTheEnd()
    {
        ProbePanel panel;
        show(panel);
        const auto picture = grey();
        panel.setHistory({ explained(-1, picture), explained(0, picture), explained(1, picture) });
        auto* play = panel.findChild<QToolButton*>();
        QSignalSpy moved(&panel, &ProbePanel::currentChanged);
        QTest::mouseClick(play, Qt::LeftButton);
        QVERIFY(play->isChecked());
        QCOMPARE(panel.current(), 0); // from the start, as it was at the end
        QTRY_VERIFY(!play->isChecked());
        QCOMPARE(panel.current(), 2);
        QCOMPARE(moved.count(), 3);
    }

    void opacityReachesThePictures()
    {
        ProbePanel panel;
        show(panel);
        panel.setHistory({ explained(-1, grey()) });
        auto* card = panel.findChild<ProbeCard*>();
        const auto middle = [&] { return card->grab().toImage().pixelColor(8 + 72, 8 + 132); };
        panel.setOpacity(0);
        QCOMPARE(middle(), QColor(128, 128, 128));
        panel.setOpacity(1);
        panel.setColorMap(ColorMap::Grey);
        QCOMPARE(middle(), QColor(0, 0, 0)); // no heat down there
    }

    void opensAPicture()
    {
        ProbePanel panel;
        show(panel);
        panel.setHistory({ explained(-1, grey()) });
        QSignalSpy opened(&panel, &ProbePanel::pictureActivated);
        const auto cards = panel.findChildren<ProbeCard*>();
        QTest::mouseDClick(cards[1], Qt::LeftButton);
        cards[0]->setFocus();
        QTest::keyClick(cards[0], Qt::Key_Return);
        QCOMPARE(opened.count(), 2);
        QCOMPARE(opened.at(0).at(0).toString(), QStringLiteral("/d/1.png"));
        QCOMPARE(opened.at(1).at(0).toString(), QStringLiteral("/d/0.png"));
    }

    void picturesThatAreGoneAreNoCrash()
    {
        ProbePanel panel;
        show(panel);
        ProbesExplained event = explained(0, nullptr);
        event.probes[0].heat = HeatMap();
        event.probes[0].spread.empty = true;
        panel.add(event);
        auto* card = panel.findChild<ProbeCard*>();
        QVERIFY(card->accessibleName().contains(QStringLiteral("no heat")));
        QVERIFY(!card->grab().isNull());
    }

    void fitsANarrowDock()
    {
        ProbePanel panel;
        QVERIFY2(panel.minimumSizeHint().width() <= 260, qPrintable(QString::number(panel.minimumSizeHint().width())));
        show(panel);
        for (int epoch = -1; epoch < 3; ++epoch)
            panel.add(explained(epoch, grey()));
        QVERIFY(panel.minimumSizeHint().width() <= 260);
        panel.resize(260, 500);
        auto* compare = panel.findChild<QCheckBox*>();
        for (const bool comparing : { false, true }) {
            compare->setChecked(comparing);
            QCoreApplication::processEvents();
            QCoreApplication::processEvents();
            QCOMPARE(panel.width(), 260);
            const auto* viewport = panel.findChild<QScrollArea*>()->viewport();
            for (const auto* card : panel.findChildren<ProbeCard*>())
                QVERIFY(card->mapTo(viewport, QPoint(card->width(), 0)).x() <= viewport->width());
            for (const QWidget* control :
                std::initializer_list<QWidget*>{ compare, panel.findChild<QLabel*>(QStringLiteral("when")) })
                QVERIFY(control->width() >= control->sizeHint().width());
        }
    }
};

LOOKAWAY_TEST(tst_probe_panel, ProbePanelTest)
#include "tst_probe_panel.moc"
