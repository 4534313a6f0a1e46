// SPDX-License-Identifier: MIT
// The Figure workspace with real mouse and keys: everything that can be done to a figure, and undone.
#include "pages/composer/FigureComposer.h"

#include "bridge/RecentFigures.h"
#include "compare/FigureFile.h"
#include "figure/ComparisonSheet.h"
#include "figure/FigurePainter.h"
#include "pages/composer/CropView.h"
#include "pages/composer/FigureSettings.h"
#include "widgets/EmptyState.h"
#include "widgets/MessageBar.h"
#include "widgets/forms/RealBox.h"
#include "widgets/forms/SliderBox.h"
#include "widgets/pictures/ColorMapBox.h"

#include "SampleFigure.h"
#include "TestMain.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QDialog>
#include <QDropEvent>
#include <QFile>
#include <QImageReader>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QUndoStack>

using namespace lookaway;
using namespace lookaway::test;

constexpr int kLong = 30000;

Q_DECLARE_METATYPE(lookaway::ComparisonSpec)

class FigureComposerTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    std::unique_ptr<FigureComposer> m_page;

    template <class T> T* find(const char* name) const { return m_page->findChild<T*>(QLatin1String(name)); }
    const FigureSpec& spec() const { return m_page->document()->spec(); }
    std::string toml() const { return figureToml(spec()); }
    FigureCanvas& canvas() const { return *m_page->canvas(); }
    QWidget* paper() const { return canvas().viewport(); }
    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    QAction* action(const char* name) const
    {
        auto* found = find<QAction>(name);
        return found;
    }
    bool trigger(const char* name) const
    {
        QAction* found = action(name);
        if (!found || !found->isEnabled())
            return false;
        found->trigger();
        return true;
    }
    /// Until the canvas shows the document as it is.
    void awaitPicture() const
    {
        const auto wanted = [this] { return sheetOf(spec(), m_page->document()->parts().content()); };
        QTRY_VERIFY_WITH_TIMEOUT(canvas().figure() && std::abs(canvas().figure()->dpi - canvas().dpi()) < 0.01
                && same(canvas().figure()->sheet, wanted()),
            kLong);
    }
    static bool same(const FigureSheet& a, const FigureSheet& b) { return renderFigure(a, 60) == renderFigure(b, 60); }
    void compose(int rows = 2, int models = 3) const
    {
        const FigureSpec figure = sampleFigure(rows, models);
        QVERIFY(m_page->setFigure(figure, FigureParts::of(sampleContent(figure.comparison))));
        awaitPicture();
        canvas().setFocus();
    }
    QPoint middle(FigureLayout::Role role, int row, int column) const
    {
        for (const auto& item : canvas().figure()->layout.items)
            if (item.role == role && item.row == row && item.column == column)
                return canvas().onScreen(item.box).center().toPoint();
        return { -1, -1 };
    }
    QPoint title(int column) const { return middle(FigureLayout::Role::ColumnTitle, -1, column); }
    QPoint rowTitle(int row) const { return middle(FigureLayout::Role::RowTitle, row, -1); }
    void click(const QPoint& place) const { QTest::mouseClick(paper(), Qt::LeftButton, {}, place); }
    void drag(const QPoint& from, const QPoint& to) const
    {
        QTest::mousePress(paper(), Qt::LeftButton, {}, from);
        QTest::mouseMove(paper(), (from + to) / 2);
        QTest::mouseMove(paper(), to);
        QTest::mouseRelease(paper(), Qt::LeftButton, {}, to);
    }
    void typeInto(const char* name, const QString& text) const
    {
        auto* edit = find<QLineEdit>(name);
        QVERIFY2(edit && edit->isVisible(), name);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    /// Presses a button of the next modal dialog of this name.
    void answer(const char* button) const
    {
        auto* timer = new QTimer(m_page.get());
        connect(timer, &QTimer::timeout, timer, [timer, button] {
            auto* box = qobject_cast<QDialog*>(QApplication::activeModalWidget());
            if (!box || box->objectName() != QLatin1String("unsavedFigureDialog"))
                return;
            timer->deleteLater();
            QTest::mouseClick(box->findChild<QAbstractButton*>(QLatin1String(button)), Qt::LeftButton);
        });
        timer->start(10);
    }
    static QByteArray read(const QString& file)
    {
        QFile opened(file);
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
    }

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<ComparisonSpec>(); }
    void init()
    {
        QSettings().clear();
        m_page = std::make_unique<FigureComposer>();
        m_page->resize(1300, 860);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        m_page->activateWindow();
    }
    void cleanup() { m_page.reset(); }

    void saysWhatToDoFirst()
    {
        QVERIFY(m_page->findChild<EmptyState*>()->isVisible());
        QVERIFY(!action("figurePdf")->isEnabled());
        QVERIFY(!action("figureSave")->isEnabled());
        QSignalSpy compare(m_page.get(), &FigureComposer::compareRequested);
        QTest::mouseClick(find<QPushButton>("goToCompare"), Qt::LeftButton);
        QCOMPARE(compare.count(), 1);
        compose();
        QVERIFY(!m_page->findChild<EmptyState*>()->isVisible());
        QVERIFY(action("figurePdf")->isEnabled());
        QVERIFY(find<QLabel>("figureSize")->text().contains(QStringLiteral("114")));
    }

    void dragsAColumnAndUndoesIt()
    {
        compose();
        QSignalSpy wanted(m_page.get(), &FigureComposer::contentWanted);
        const std::string before = toml();
        const QImage shown = canvas().figure()->image;
        drag(title(3), title(1) - QPoint(10, 0));
        QCOMPARE(spec().comparison.columns[1].model, std::size_t(2));
        QCOMPARE(spec().comparison.columns[2].model, std::size_t(0));
        awaitPicture();
        QVERIFY(canvas().figure()->image != shown);
        QCOMPARE(canvas().figure()->sheet.columnTitles[1], QStringLiteral("R-occlusion"));
        QCOMPARE(action("figureUndo")->text(), QStringLiteral("Undo Move Column"));
        const std::string after = toml();
        QTest::keyClick(&canvas(), Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(toml(), before);
        awaitPicture();
        QCOMPARE(canvas().figure()->image, shown);
        QVERIFY(trigger("figureRedo"));
        QCOMPARE(toml(), after);
        QCOMPARE(wanted.count(), 0); // nothing had to be computed
    }

    void dragsARow()
    {
        compose(3, 2);
        const QRectF last = canvas().onScreen(canvas().boxOf(FigureAxis::Row, 2));
        drag(rowTitle(0), { rowTitle(0).x(), qRound(last.bottom()) - 3 });
        QCOMPARE(numberOf(spec().comparison.pictures[2].file), 0);
        QCOMPARE(numberOf(spec().comparison.pictures[0].file), 1);
        awaitPicture();
        QTest::keyClick(&canvas(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(numberOf(spec().comparison.pictures[1].file), 0);
    }

    void renamesWhereItStands()
    {
        compose();
        QTest::mouseDClick(paper(), Qt::LeftButton, {}, title(1));
        auto* edit = find<QLineEdit>("titleInPlace");
        QVERIFY(edit);
        QCOMPARE(edit->text(), QStringLiteral("baseline"));
        QTest::keyClicks(edit, QStringLiteral("No occlusion"));
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(spec().comparison.columns[1].title, std::string("No occlusion"));
        awaitPicture();
        QCOMPARE(canvas().figure()->sheet.columnTitles[1], QStringLiteral("No occlusion"));
        click(rowTitle(0));
        QTest::keyClick(&canvas(), Qt::Key_F2);
        edit = find<QLineEdit>("titleInPlace");
        QVERIFY(edit);
        QTest::keyClicks(edit, QStringLiteral("Beetle"));
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(spec().comparison.pictures[0].title, std::string("Beetle"));
        QCOMPARE(m_page->document()->history()->count(), 2);
    }

    void removesAndBringsBack()
    {
        compose(2, 3);
        const std::string before = toml();
        click(title(2));
        QTest::keyClick(&canvas(), Qt::Key_Delete);
        QCOMPARE(spec().comparison.columns.size(), std::size_t(3));
        awaitPicture();
        click(rowTitle(0));
        QTest::keyClick(&canvas(), Qt::Key_Delete);
        QCOMPARE(spec().comparison.pictures.size(), std::size_t(1));
        // Of a cell it is asked what is meant.
        awaitPicture();
        click(middle(FigureLayout::Role::Picture, 0, 1));
        QTest::keyClick(&canvas(), Qt::Key_Delete);
        QCOMPARE(spec().comparison.columns.size(), std::size_t(3));
        QVERIFY(m_page->messages()->isVisible());
        auto buttons = m_page->messages()->findChildren<QPushButton*>();
        const auto remove = std::find_if(buttons.begin(), buttons.end(),
            [](const QPushButton* button) { return button->text() == QStringLiteral("Remove Column"); });
        QVERIFY(remove != buttons.end());
        QTest::mouseClick(*remove, Qt::LeftButton);
        QCOMPARE(spec().comparison.columns.size(), std::size_t(2));
        while (trigger("figureUndo")) { }
        QCOMPARE(toml(), before);
        QVERIFY(m_page->document()->parts().complete());
        awaitPicture();
        // The last one may go, too: the page says what to do then, and undo brings it back.
        for (int i = 0; i < 4; ++i) {
            canvas().select({ -1, 0 });
            QVERIFY(trigger("figureRemove"));
        }
        QVERIFY(m_page->findChild<EmptyState*>()->isVisible());
        QVERIFY(trigger("figureUndo"));
        QVERIFY(!m_page->findChild<EmptyState*>()->isVisible());
    }

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
        m_page->setContent(FigureParts::of(sampleContent(asked)));
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

    void cropsInTheFigureAndBesideIt()
    {
        compose();
        click(rowTitle(0));
        auto* view = find<CropView>("cropView");
        QVERIFY(view->isVisible() && view->isEnabled());
        QCoreApplication::processEvents(); // it has its place then
        const QRectF all = view->pictureRect();
        const auto at = [&](double x, double y) {
            return (all.topLeft() + QPointF(x * all.width(), y * all.height())).toPoint();
        };
        QTest::mousePress(view, Qt::LeftButton, {}, at(0.5, 0.5));
        QTest::mouseMove(view, at(0.8, 0.8));
        QTest::mouseMove(view, at(0.999, 0.999));
        QTest::mouseRelease(view, Qt::LeftButton, {}, at(0.999, 0.999));
        const CropBox box = spec().comparison.pictures[0].crop;
        QVERIFY(std::abs(box.x - 0.5) < 0.03 && std::abs(box.width - 0.5) < 0.03);
        QCOMPARE(m_page->document()->history()->count(), 1);
        auto* left = find<RealBox>("cropX");
        QVERIFY(std::abs(*left->value() - 50) < 3);
        left->setFocus();
        left->selectAll();
        QTest::keyClicks(left, QStringLiteral("25"));
        QCOMPARE(spec().comparison.pictures[0].crop.x, 0.25);
        awaitPicture();
        // In the figure itself: the lower half of what is seen.
        QVERIFY(trigger("figureCrop"));
        QVERIFY(canvas().cropping());
        QRectF picture;
        for (const auto& item : canvas().figure()->layout.items)
            if (item.role == FigureLayout::Role::Picture && item.row == 0 && item.column == 1)
                picture = canvas().onScreen(item.box);
        const double height = spec().comparison.pictures[0].crop.height;
        drag({ qRound(picture.left()) + 1, qRound(picture.center().y()) },
            { qRound(picture.right()) + 20, qRound(picture.bottom()) + 20 });
        QVERIFY(std::abs(spec().comparison.pictures[0].crop.height - height / 2) < 0.03);
        QTest::keyClick(&canvas(), Qt::Key_Escape);
        QVERIFY(!action("figureCrop")->isChecked());
        click(rowTitle(0));
        QTest::mouseClick(find<QPushButton>("resetCrop"), Qt::LeftButton);
        QVERIFY(spec().comparison.pictures[0].crop.whole());
    }

    void laysOutAsInThePaper()
    {
        compose(3, 3);
        const std::string before = toml();
        QVERIFY(trigger("figureTwo"));
        QCOMPARE(spec().comparison.pictures.size(), std::size_t(1));
        QCOMPARE(spec().comparison.columns.size(), std::size_t(4));
        awaitPicture();
        QCOMPARE(canvas().figure()->sheet.rows.size(), std::size_t(1));
        QVERIFY(trigger("figureUndo"));
        QCOMPARE(toml(), before);
        canvas().select({ 2, -1 }); // and of the picture that is selected
        QVERIFY(trigger("figureTwo"));
        QCOMPARE(numberOf(spec().comparison.pictures[0].file), 2);
        QVERIFY(trigger("figureUndo"));
        QVERIFY(trigger("figureThree"));
        QCOMPARE(spec().comparison.pictures.size(), std::size_t(3));
        QCOMPARE(spec().comparison.columns.size(), std::size_t(4)); // the picture, and all three models
        QVERIFY(m_page->document()->parts().complete());
    }

    void savesAndOpensAgain()
    {
        compose();
        const QString file = path("saved.toml");
        drag(title(3), title(1) - QPoint(10, 0));
        QVERIFY(find<QLabel>("figureName")->text().contains(QStringLiteral("changed")));
        QVERIFY(m_page->saveTo(file));
        QCOMPARE(find<QLabel>("figureName")->text(), QStringLiteral("saved.toml"));
        QCOMPARE(recentFigures(), QStringList{ file });
        auto* recent = m_page->actions().recent;
        QTRY_COMPARE(recent->actions().size(), 1);
        m_page->document()->reset(FigureSpec());
        recent->actions().first()->trigger();
        QCOMPARE(m_page->document()->file(), file);
        const std::string saved = toml();

        m_page = std::make_unique<FigureComposer>();
        m_page->resize(1300, 860);
        m_page->show();
        QSignalSpy wanted(m_page.get(), &FigureComposer::contentWanted);
        QVERIFY(m_page->openFile(file));
        QCOMPARE(toml(), saved);
        QCOMPARE(wanted.count(), 1);
        m_page->setContent(FigureParts::of(sampleContent(spec().comparison)));
        awaitPicture();
        QVERIFY(!m_page->document()->modified());
        QVERIFY(!action("figureSave")->isEnabled());
    }

    void asksBeforeChangesAreLost()
    {
        compose();
        QVERIFY(m_page->saveTo(path("kept.toml")));
        const auto change = [this] {
            m_page->document()->edit(QStringLiteral("x"), [](FigureSpec& figure) { figure.style.dpi += 10; });
        };
        const FigureSpec other = sampleFigure(1, 1);
        const FigureParts content = FigureParts::of(sampleContent(other.comparison));
        change();
        const std::string before = toml();
        answer("keepFigure");
        QVERIFY(!m_page->setFigure(other, content));
        QCOMPARE(toml(), before);
        answer("saveFigure");
        QVERIFY(m_page->setFigure(other, content));
        const auto saved = readFigure(path("kept.toml").toStdString());
        QVERIFY(saved.ok());
        QCOMPARE(figureToml(*saved), before);
        QVERIFY(m_page->openFile(path("kept.toml")));
        change();
        answer("discardFigure");
        QVERIFY(m_page->setFigure(other, content));
        QCOMPARE(figureToml(*readFigure(path("kept.toml").toStdString())), before);
    }

    void saysWhatIsWrongWithAFile()
    {
        compose();
        const std::string before = toml();
        const auto refuses = [&](const QString& file, const QString& named) {
            m_page->messages()->hide();
            QVERIFY(!m_page->openFile(file));
            QVERIFY(m_page->messages()->isVisible());
            QVERIFY2(m_page->messages()->message().contains(named), qPrintable(m_page->messages()->message()));
            QCOMPARE(toml(), before);
        };
        refuses(path("nothing-here.toml"), QStringLiteral("nothing-here.toml"));
        QFile bad(path("bad.toml"));
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write("[figure]\ncaption = 3\n");
        bad.close();
        refuses(bad.fileName(), QStringLiteral("caption"));
        QVERIFY(bad.open(QIODevice::WriteOnly));
        bad.write("not = [ toml");
        bad.close();
        refuses(bad.fileName(), QStringLiteral("bad.toml"));
        m_page->messages()->hide();
        QVERIFY(!m_page->saveTo(path("no/such/folder/figure.toml")));
        QVERIFY(m_page->messages()->message().contains(QStringLiteral("no/such/folder")));
        QVERIFY(m_page->document()->file().isEmpty());
        // A file that is dropped is opened the same way.
        m_page->messages()->hide();
        m_page->openPaths({ bad.fileName() });
        QVERIFY(m_page->messages()->isVisible());
    }

    void takesWhatIsDropped()
    {
        compose(1, 2);
        QVERIFY(m_page->saveTo(path("dropped.toml")));
        const auto drop = [this](const QStringList& paths) {
            QMimeData data;
            QList<QUrl> urls;
            for (const QString& file : paths)
                urls << QUrl::fromLocalFile(file);
            data.setUrls(urls);
            QDragEnterEvent enter({ 50, 50 }, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(m_page.get(), &enter);
            QVERIFY(enter.isAccepted());
            QDropEvent dropped({ 50, 50 }, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(m_page.get(), &dropped);
        };
        QSignalSpy wanted(m_page.get(), &FigureComposer::contentWanted);
        drop({ path("7.png"), path("8.jpg") });
        QCOMPARE(spec().comparison.pictures.size(), std::size_t(3));
        QCOMPARE(wanted.count(), 1);
        QVERIFY(trigger("figureUndo"));
        // A folder that is no run says so; a project takes the figure's place.
        drop({ m_folder.path() });
        QTRY_VERIFY_WITH_TIMEOUT(m_page->messages()->isVisible(), kLong);
        QVERIFY(m_page->messages()->kind() == MessageBar::Kind::Error);
        m_page->document()->reset(FigureSpec());
        drop({ path("7.png") });
        QVERIFY(m_page->messages()->message().contains(QStringLiteral("model is still missing")));
        m_page->document()->reset(FigureSpec());
        drop({ path("dropped.toml") });
        QCOMPARE(m_page->document()->file(), path("dropped.toml"));
        QCOMPARE(spec().comparison.pictures.size(), std::size_t(1));
    }

    void exportsEveryFormat_data()
    {
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<QByteArray>("beginning");
        QTest::addColumn<QStringList>("beside");
        QTest::newRow("pdf") << "pdf" << QByteArray("%PDF-") << QStringList{ "figure.toml", "tex", "json" };
        QTest::newRow("svg") << "svg" << QByteArray("<?xml") << QStringList{ "figure.toml", "json" };
        QTest::newRow("png") << "png" << QByteArray("\x89PNG") << QStringList{ "figure.toml", "tex", "json" };
        QTest::newRow("tiff") << "tiff" << QByteArray("II*") << QStringList{ "figure.toml", "json" };
    }
    void exportsEveryFormat()
    {
        QFETCH(QString, suffix);
        QFETCH(QByteArray, beginning);
        QFETCH(QStringList, beside);
        compose();
        m_page->document()->edit(QStringLiteral("x"), [](FigureSpec& figure) { figure.style.dpi = 150; });
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("out.") + suffix);
        QSignalSpy exported(m_page.get(), &FigureComposer::exported);
        m_page->exportTo(file);
        QVERIFY(!action("figurePdf")->isEnabled()); // one at a time
        QVERIFY(exported.wait(kLong));
        QVERIFY(read(file).startsWith(beginning));
        QStringList written{ file };
        for (const QString& ending : beside)
            written << folder.filePath(QStringLiteral("out.") + ending);
        QCOMPARE(exported[0][0].toStringList(), written);
        for (const QString& name : written)
            QVERIFY2(read(name).size() > 100, qPrintable(name));
        const auto json = QJsonDocument::fromJson(read(folder.filePath(QStringLiteral("out.json")))).object();
        const QString command = json.value(QStringLiteral("command")).toString();
        QCOMPARE(command, QStringLiteral("lookaway-cli figure %1 --out %2").arg(written[1], file));
        // The project beside it is this figure.
        const auto again = readFigure(written[1].toStdString());
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().what.c_str());
        QCOMPARE(figureToml(*again), toml());
        QVERIFY(m_page->messages()->kind() == MessageBar::Kind::Success);
        if (suffix == QLatin1String("png")) {
            const QImage wanted =
                renderFigure(sheetOf(spec(), m_page->document()->parts().content()), spec().style.dpi);
            QCOMPARE(QImage(file).convertToFormat(QImage::Format_RGB32), wanted.convertToFormat(QImage::Format_RGB32));
        }
    }

    void aCaptionDoesNotReplaceAPaper()
    {
        compose(1, 1);
        QTemporaryDir folder;
        QFile paperFile(folder.filePath(QStringLiteral("paper.tex")));
        QVERIFY(paperFile.open(QIODevice::WriteOnly));
        paperFile.write("\\documentclass{article}");
        paperFile.close();
        QSignalSpy exported(m_page.get(), &FigureComposer::exported);
        for (int i = 0; i < 2; ++i) { // ours are written again
            m_page->exportTo(folder.filePath(QStringLiteral("paper.png")));
            QVERIFY(exported.wait(kLong));
            QCOMPARE(read(paperFile.fileName()), QByteArray("\\documentclass{article}"));
            QCOMPARE(exported[i][0].toStringList()[2], folder.filePath(QStringLiteral("paper.figure.tex")));
            QCOMPARE(exported[i][0].toStringList()[3], folder.filePath(QStringLiteral("paper.json")));
        }
    }

    void whatSomebodyEditedStays()
    {
        compose(1, 1);
        QTemporaryDir folder;
        const auto there = [&folder](const char* name) { return folder.filePath(QLatin1String(name)); };
        const QString picture = there("out.png");
        QSignalSpy exported(m_page.get(), &FigureComposer::exported);
        m_page->exportTo(picture);
        QVERIFY(exported.wait(kLong));
        for (const char* name : { "out.tex", "out.figure.toml" }) {
            QFile file(there(name));
            QVERIFY(file.open(QIODevice::Append));
            file.write(name[4] == 't' ? "% mine\n" : "# mine\n");
        }
        // The figure's own project with changes that are not saved yet is another such file.
        QVERIFY(m_page->saveTo(there("out.figure-2.toml")));
        const QByteArray tex = read(there("out.tex"));
        const QByteArray edited = read(there("out.figure.toml"));
        const QByteArray own = read(there("out.figure-2.toml"));
        for (int i = 1; i <= 2; ++i) {
            m_page->document()->edit(QStringLiteral("x"), [i](FigureSpec& figure) { figure.style.dpi = 100 + i; });
            m_page->exportTo(picture);
            QVERIFY(exported.wait(kLong));
            QCOMPARE(exported[i][0].toStringList(),
                (QStringList{ picture, there("out.figure-3.toml"), there("out.figure.tex"), there("out.json") }));
        }
        QCOMPARE(read(there("out.tex")), tex);
        QCOMPARE(read(there("out.figure.toml")), edited);
        QCOMPARE(read(there("out.figure-2.toml")), own);
        const auto again = readFigure(there("out.figure-3.toml").toStdString());
        QVERIFY(again.ok());
        QCOMPARE(again->style.dpi, 102);
        // A companion that is opened is the figure's own from then on.
        m_page->document()->reset(*again, there("out.figure-3.toml"));
        m_page->document()->edit(QStringLiteral("x"), [](FigureSpec& figure) { figure.style.dpi = 103; });
        m_page->exportTo(picture);
        QVERIFY(exported.wait(kLong));
        QCOMPARE(exported[3][0].toStringList()[1], there("out.figure-4.toml"));
    }

    void exportsWithoutCompanionsAndSaysWhatFails()
    {
        compose();
        QVERIFY(m_page->saveTo(path("project.toml")));
        QTemporaryDir folder;
        QSignalSpy exported(m_page.get(), &FigureComposer::exported);
        m_page->exportTo(folder.filePath(QStringLiteral("a.svg")));
        QVERIFY(exported.wait(kLong)); // the project is saved: no other one is written
        QCOMPARE(exported[0][0].toStringList().size(), 2);
        QVERIFY(trigger("figureCompanions"));
        m_page->exportTo(folder.filePath(QStringLiteral("b.svg")));
        QVERIFY(exported.wait(kLong));
        QCOMPARE(exported[1][0].toStringList(), QStringList{ folder.filePath(QStringLiteral("b.svg")) });
        QSignalSpy failed(m_page.get(), &FigureComposer::exportFailed);
        m_page->exportTo(folder.filePath(QStringLiteral("no/such/folder/c.png")));
        QVERIFY(failed.wait(kLong));
        QVERIFY2(m_page->messages()->message().contains(QStringLiteral("no/such/folder")),
            qPrintable(m_page->messages()->message()));
        QVERIFY(action("figurePdf")->isEnabled());
    }

    void copiesPictureAndCommand()
    {
        compose();
        QVERIFY(trigger("figureCopy"));
        QTRY_VERIFY_WITH_TIMEOUT(!QApplication::clipboard()->image().isNull(), kLong);
        const QImage wanted = renderFigure(sheetOf(spec(), m_page->document()->parts().content()), spec().style.dpi);
        QCOMPARE(QApplication::clipboard()->image().convertToFormat(QImage::Format_RGB32),
            wanted.convertToFormat(QImage::Format_RGB32));
        QApplication::clipboard()->setText(QStringLiteral("nothing"));
        QVERIFY(trigger("figureCommand"));
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("nothing")); // it must be saved first
        QVERIFY(m_page->messages()->message().contains(QStringLiteral("save")));
        QVERIFY(m_page->saveTo(path("my figure.toml")));
        QVERIFY(trigger("figureCommand"));
        QCOMPARE(QApplication::clipboard()->text(),
            QStringLiteral("lookaway-cli figure '%1' --out '%2'").arg(path("my figure.toml"), path("my figure.pdf")));
    }

    void offersWhatFitsTheSelection()
    {
        compose();
        const auto texts = [this](const QPoint& place) {
            QContextMenuEvent event(QContextMenuEvent::Mouse, place, paper()->mapToGlobal(place));
            QApplication::sendEvent(paper(), &event);
            QStringList found;
            if (auto* menu = find<QMenu>("figureMenu")) {
                for (const QAction* offered : menu->actions())
                    found << offered->objectName();
                menu->close();
                QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            }
            return found;
        };
        QVERIFY(texts(title(1)).contains(QStringLiteral("figureCopyColumn")));
        QVERIFY((canvas().selection() == FigureSelection{ -1, 1 }));
        QVERIFY(texts(rowTitle(0)).contains(QStringLiteral("figureCrop")));
        QVERIFY(texts(middle(FigureLayout::Role::Picture, 1, 1)).contains(QStringLiteral("figureRemoveRow")));
        QVERIFY(texts({ 2, 2 }).contains(QStringLiteral("figureTwo")));
        click(title(1));
        QVERIFY(trigger("figureMoveOn"));
        QCOMPARE(spec().comparison.columns[2].model, std::size_t(0));
        QVERIFY((canvas().selection() == FigureSelection{ -1, 2 }));
        QVERIFY(trigger("figureCopyColumn"));
        QCOMPARE(spec().comparison.columns.size(), std::size_t(5));
    }

    void computesAgain()
    {
        compose();
        QSignalSpy wanted(m_page.get(), &FigureComposer::contentWanted);
        QVERIFY(trigger("figureAgain"));
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][1].toBool(), true);
        QCOMPARE(m_page->document()->parts().missing(), m_page->document()->parts().count());
        m_page->setContent(FigureParts::of(sampleContent(spec().comparison)));
        QVERIFY(m_page->document()->parts().complete());
    }

    void aWindowWithManyCellsStaysAlive()
    {
        const FigureSpec figure = sampleFigure(20, 5);
        const FigureParts content = FigureParts::of(sampleContent(figure.comparison));
        QElapsedTimer clock;
        qint64 longest = 0;
        QTimer beat;
        connect(&beat, &QTimer::timeout, &beat, [&] { longest = std::max(longest, clock.restart()); });
        QVERIFY(m_page->setFigure(figure, content));
        clock.start();
        beat.start(0);
        QTRY_VERIFY_WITH_TIMEOUT(canvas().figure() && canvas().figure()->sheet.rows.size() == 20u, kLong);
        // Nor does it stall while cells come one by one and a slider is dragged.
        for (int i = 1; i <= 20; ++i) {
            FigureParts known = content;
            for (std::size_t row = 0; row < known.cells.size(); ++row)
                known.cells[row].resize(std::min(known.cells[row].size(), std::size_t(i)));
            clock.restart();
            m_page->setContent(known);
            m_page->document()->edit(
                QStringLiteral("Opacity"), [i](FigureSpec& spec) { spec.style.opacity = i / 20.0; },
                QStringLiteral("o"));
            QCoreApplication::processEvents();
        }
        beat.stop();
        qInfo("longest pause of the window: %lld ms", longest);
        QVERIFY(longest < 250); // a machine under load; a rendering of 120 cells takes longer in one piece
    }
};

LOOKAWAY_TEST(tst_figure_composer, FigureComposerTest)
#include "tst_figure_composer.moc"
