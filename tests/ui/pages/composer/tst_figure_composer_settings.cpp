// SPDX-License-Identifier: MIT
// The panel beside a figure, with real mouse and keys.
#include "widgets/forms/RealBox.h"
#include "widgets/forms/SliderBox.h"
#include "widgets/pictures/ColorMapBox.h"

#include "ComposerFixture.h"
#include "TestMain.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSlider>
#include <QSpinBox>
#include <QUndoStack>

using namespace lookaway;
using namespace lookaway::test;

class FigureComposerSettingsTest : public QObject, private ComposerFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { openPage(); }
    void cleanup() { m_page.reset(); }

    void settingsChangeTheFigure()
    {
        compose();
        auto* width = find<RealBox>("figureWidth");
        auto* widths = find<QComboBox>("figureWidths");
        QCOMPARE(widths->currentIndex(), 1);
        QTest::keyClick(widths, Qt::Key_Down); // two columns
        QCOMPARE(spec().style.widthMm, 174.0);
        QCOMPARE(*width->value(), 174.0);
        width->setFocus();
        width->selectAll();
        QTest::keyClicks(width, QStringLiteral("9"));
        QCOMPARE(spec().style.widthMm, 174.0); // 9 mm is none
        QTest::keyClicks(width, QStringLiteral("0"));
        QCOMPARE(spec().style.widthMm, 90.0);
        QCOMPARE(widths->currentText(), QStringLiteral("Custom"));
        QCOMPARE(m_page->document()->history()->count(), 2);
        find<QCheckBox>("panelLetters")->click();
        QVERIFY(spec().style.panelLetters);
        awaitPicture();
        QVERIFY(middle(FigureLayout::Role::Letter, 0, 1).x() > 0);
        find<ColorMapBox>("figureColors")->setColorMap(ColorMap::Magma);
        QVERIFY(spec().style.colors == ColorMap::Magma);
        auto* scale = find<QComboBox>("figureScale");
        scale->setFocus();
        QTest::keyClick(scale, Qt::Key_Down);
        QVERIFY(spec().style.scale == FigureStyle::Scale::Row);
        find<QSpinBox>("figureDpi")->setValue(600);
        QCOMPARE(spec().style.dpi, 600);
        while (trigger("figureUndo")) { }
        QCOMPARE(*width->value(), 114.0);
        QVERIFY(!find<QCheckBox>("panelLetters")->isChecked());
        QCOMPARE(find<QSpinBox>("figureDpi")->value(), FigureStyle().dpi);
        QVERIFY(find<ColorMapBox>("figureColors")->colorMap() == FigureStyle().colors);
    }

    void aDraggedSliderIsOneStep()
    {
        compose();
        auto* opacity = find<SliderBox>("figureOpacity");
        opacity->slider()->setFocus();
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(opacity->slider(), Qt::Key_Right);
        QCOMPARE(m_page->document()->history()->count(), 1);
        QVERIFY(spec().style.opacity > 0.54);
        find<SliderBox>("figureContour")->slider()->setFocus();
        for (int i = 0; i < 50; ++i)
            QTest::keyClick(find<SliderBox>("figureContour")->slider(), Qt::Key_Right);
        QCOMPARE(spec().style.contour, 0.5);
        QCOMPARE(m_page->document()->history()->count(), 2);
        awaitPicture();
        QVERIFY(!canvas().figure()->sheet.cells[0][1].contour.isEmpty());
        QVERIFY(trigger("figureUndo"));
        QCOMPARE(spec().style.contour, 0.0);
    }

    void captionAndLabelAreTyped()
    {
        compose();
        auto* caption = find<QPlainTextEdit>("figureCaption");
        QTRY_VERIFY(!caption->placeholderText().isEmpty()); // what it will be otherwise
        caption->setFocus();
        QTest::keyClicks(caption, QStringLiteral("Maps at 50 % & more"));
        QCOMPARE(spec().caption, std::string("Maps at 50 % & more"));
        QCOMPARE(m_page->document()->history()->count(), 1);
        typeInto("figureLabel", QStringLiteral("fig:maps"));
        QCOMPARE(spec().label, std::string("fig:maps"));
        QCOMPARE(m_page->document()->history()->count(), 2);
        QVERIFY(trigger("figureUndo"));
        QVERIFY(trigger("figureUndo"));
        QCOMPARE(caption->toPlainText(), QString());
    }

    void selectionIsEditedBesideTheFigure()
    {
        compose();
        QSignalSpy wanted(m_page.get(), &FigureComposer::contentWanted);
        click(title(2));
        typeInto("columnTitle", QStringLiteral("zero "));
        QCOMPARE(spec().comparison.columns[2].title, std::string("zero "));
        auto* kind = find<QComboBox>("columnKind");
        kind->setFocus();
        QTest::keyClick(kind, Qt::Key_Down); // a difference
        QVERIFY(spec().comparison.columns[2].kind == ComparedColumn::Kind::Difference);
        QVERIFY(spec().comparison.columns[2].reference != spec().comparison.columns[2].model);
        QVERIFY(validate(spec()).ok());
        QCOMPARE(wanted.count(), 1);
        QVERIFY(!action("figurePdf")->isEnabled()); // it is being computed
        QVERIFY(find<QLabel>("figureProgress")->text().startsWith(QStringLiteral("6 of 8")));
        // Moving it meanwhile asks for nothing more, and the answer finds its place.
        const ComparisonSpec asked = spec().comparison;
        QTest::keyClick(&canvas(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(wanted.count(), 1);
        m_page->setContent(sampleParts(asked));
        QVERIFY(m_page->document()->parts().complete());
        QVERIFY(action("figurePdf")->isEnabled());
        QCOMPARE(find<QLabel>("figureProgress")->text(), QString());

        click(rowTitle(1));
        typeInto("rowTitle", QStringLiteral("second"));
        QCOMPARE(spec().comparison.pictures[1].title, std::string("second"));
        typeInto("rowClassName", QStringLiteral("truck"));
        QCOMPARE(wanted.count(), 1);                                                  // not for every letter
        QCOMPARE(find<QLineEdit>("rowClassName")->completer()->completionCount(), 1); // of car and truck
        QTest::keyClick(find<QLineEdit>("rowClassName"), Qt::Key_Return);
        QCOMPARE(spec().comparison.pictures[1].className, std::string("truck"));
        QCOMPARE(wanted.count(), 2);
    }
};

LOOKAWAY_TEST(tst_figure_composer_settings, FigureComposerSettingsTest)
#include "tst_figure_composer_settings.moc"
