// SPDX-License-Identifier: MIT
// The panel beside a figure, with real mouse and keys.
#include "pages/method/MethodSettings.h"
#include "widgets/InlineNote.h"
#include "widgets/forms/FieldEditor.h"
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
#include <QScrollArea>
#include <QScrollBar>
#include <QSlider>
#include <QSpinBox>
#include <QSplitter>
#include <QStyleOptionComboBox>
#include <QToolButton>
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

    void theSelectionComesIntoSight()
    {
        compose();
        auto* scroll = find<QScrollArea>("figureSettings")->verticalScrollBar();
        QTRY_VERIFY(scroll->maximum() > 0);
        scroll->setValue(scroll->maximum());
        click(picture(0, 1));
        QCOMPARE(scroll->value(), 0);
        QVERIFY(!find<QLineEdit>("columnTitle")->visibleRegion().isEmpty());
        scroll->setValue(scroll->maximum());
        canvas().select({}); // there is nothing to show
        QVERIFY(scroll->value() > 0);
    }

    void widthsAreNotCut()
    {
        compose();
        const auto* widths = find<QComboBox>("figureWidths");
        auto* panel = find<QScrollArea>("figureSettings");
        qobject_cast<QSplitter*>(panel->parentWidget())->setSizes({ 5000, 1 }); // as narrow as it gets
        QCoreApplication::processEvents();
        QStyleOptionComboBox option;
        option.initFrom(widths);
        option.subControls = QStyle::SC_All;
        const int room =
            widths->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, widths).width();
        for (int i = 0; i < widths->count(); ++i)
            QVERIFY2(
                widths->fontMetrics().horizontalAdvance(widths->itemText(i)) <= room, qPrintable(widths->itemText(i)));
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

    void modelsAreRenamed()
    {
        compose();
        QSignalSpy wanted(m_page.get(), &FigureComposer::contentWanted);
        const std::string before = toml();
        auto* first = find<QLineEdit>("modelTitle1");
        auto* second = find<QLineEdit>("modelTitle2");
        auto* third = find<QLineEdit>("modelTitle3");
        QCOMPARE(first->text(), QStringLiteral("baseline"));
        typeInto("modelTitle2", QStringLiteral("Zero fill"));
        QCOMPARE(spec().comparison.models[1].title, std::string("Zero fill"));
        QCOMPARE(m_page->document()->history()->count(), 1);
        awaitPicture();
        QCOMPARE(canvas().figure()->sheet.columnTitles[2], QStringLiteral("Zero fill")); // it has no title of its own
        QTRY_VERIFY(find<QPlainTextEdit>("figureCaption")->placeholderText().contains(QStringLiteral("Zero fill")));
        // Two cannot have the same title, and none can have none: it is said, and goes when the field is left.
        const auto notes = third->parentWidget()->findChildren<InlineNote*>();
        QCOMPARE(notes.size(), 1);
        typeInto("modelTitle3", QStringLiteral("Zero fill"));
        QCOMPARE(spec().comparison.models[2].title, std::string("Zero fil"));
        QVERIFY(notes[0]->isVisible() && notes[0]->text().contains(QStringLiteral("Model 2")));
        third->selectAll();
        QTest::keyClick(third, Qt::Key_Delete);
        QVERIFY(notes[0]->text().contains(QStringLiteral("needs a title")));
        first->setFocus();
        QCOMPARE(third->text(), QStringLiteral("Zero fil"));
        QVERIFY(!notes[0]->isVisible());
        QVERIFY(validate(spec()).ok());
        QCOMPARE(wanted.count(), 0); // nothing is computed for a name
        QVERIFY(trigger("figureUndo"));
        QVERIFY(trigger("figureUndo"));
        QCOMPARE(toml(), before);
        QCOMPARE(second->text(), QStringLiteral("0-occlusion"));
        QCOMPARE(third->text(), QStringLiteral("R-occlusion"));
    }

    void everyModelHasATitleToEdit()
    {
        compose(1, 2);
        QVERIFY(find<QLineEdit>("modelTitle2")->isVisible() && !find<QLineEdit>("modelTitle3"));
        const FigureSpec more = sampleFigure(1, 4);
        m_page->document()->reset(more);
        QCOMPARE(find<QLineEdit>("modelTitle4")->text(), QStringLiteral("1-occlusion"));
        QVERIFY(find<QLineEdit>("modelTitle4")->isVisible());
        m_page->document()->reset(sampleFigure(1, 1));
        QVERIFY(find<QLineEdit>("modelTitle1")->isVisible() && !find<QLineEdit>("modelTitle2")->isVisible());
    }

    void methodsHaveSettings()
    {
        compose();
        click(title(1));
        auto* button = find<QToolButton>("columnMethodSettings");
        QVERIFY(button->isVisible() && !button->isEnabled());
        QVERIFY(button->toolTip().contains(QStringLiteral("no settings"))); // Grad-CAM
        m_page->document()->edit(
            QStringLiteral("x"), [](FigureSpec& figure) { figure.comparison.columns[1].method = "smoothgrad"; });
        QVERIFY(button->isEnabled());
        const std::string before = toml();
        QSignalSpy wanted(m_page.get(), &FigureComposer::contentWanted);
        QTest::mouseClick(button, Qt::LeftButton);
        auto* popup = find<MethodSettings>("methodSettings");
        QVERIFY(popup && popup->isVisible());
        QStringList keys;
        FieldEditor* samples = nullptr;
        for (auto* field : popup->findChildren<FieldEditor*>()) {
            keys << QString::fromStdString(field->setting().key);
            if (keys.last() == QLatin1String("explain.smooth_samples"))
                samples = field;
        }
        QVERIFY2(samples && !keys.contains(QStringLiteral("explain.rise_masks")), keys.join(' ').toUtf8());
        auto* box = qobject_cast<QAbstractSpinBox*>(samples->editor());
        QVERIFY(box);
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, QStringLiteral("17"));
        QCOMPARE(spec().comparison.explain.smoothSamples, 17);
        QVERIFY(wanted.count() > 0); // it is another map now
        popup->close();
        QVERIFY(trigger("figureUndo"));
        QCOMPARE(toml(), before); // what was typed is one step
        QVERIFY(trigger("figureRedo"));
        QCOMPARE(spec().comparison.explain.smoothSamples, 17);
    }
};

LOOKAWAY_TEST(tst_figure_composer_settings, FigureComposerSettingsTest)
#include "tst_figure_composer_settings.moc"
