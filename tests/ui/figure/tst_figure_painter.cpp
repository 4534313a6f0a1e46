// SPDX-License-Identifier: MIT
#include "SampleSheet.h"
#include "TestMain.h"

#include "figure/FigureLayout.h"
#include "figure/FigurePainter.h"
#include "figure/Resample.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace lookaway;
using namespace lookaway::test;

namespace {

constexpr const char* childVariable = "LOOKAWAY_FIGURE_PIXELS";

QRect pixelsOf(const QRectF& mm, double dpi)
{
    const double scale = dpi / 25.4;
    return { qRound(mm.x() * scale), qRound(mm.y() * scale), qRound(mm.width() * scale), qRound(mm.height() * scale) };
}

const FigureLayout::Item& itemOf(const FigureLayout& layout, FigureLayout::Role role, int row, int column)
{
    for (const auto& item : layout.items)
        if (item.role == role && item.row == row && item.column == column)
            return item;
    qFatal("there is no such item");
}

/// Pixels darker than middle grey.
int darkPixels(const QImage& image, const QRect& box)
{
    int count = 0;
    for (int y = box.top(); y <= box.bottom(); ++y)
        for (int x = box.left(); x <= box.right(); ++x)
            count += qGray(image.pixel(x, y)) < 128 ? 1 : 0;
    return count;
}

/// All pixels of a sheet with everything, as this or another process paints them.
QByteArray bytesOf(const QImage& image)
{
    return { reinterpret_cast<const char*>(image.constBits()), image.sizeInBytes() };
}

} // namespace

class FigurePainterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hasTheSizeOfThePaper();
    void picturesAreWhereTheLayoutSays();
    void picturesOfAnotherShapeLieInTheMiddle();
    void cellsAreEqualInPixels();
    void turnedTitlesAreReadFromBottomToTop();
    void errorsAreWritten();
    void whatIsMissingIsLight();
    void lettersStandOutFromDarkPictures();
    void contourIsDrawn();
    void signedBarIsWhiteInItsMiddle();
    void sameSheetSamePixels();
    void samePixelsOnEveryPlatform();
    void resamplesConstantAndRamp();
    void resamplesTransparency();
};

void FigurePainterTest::hasTheSizeOfThePaper()
{
    auto sheet = bareSheet(1, 2, 85);
    const auto image = renderFigure(sheet, 300);
    QCOMPARE(image.width(), 1004); // 85 mm / 25.4 * 300 = 1003.9
    QCOMPARE(image.dotsPerMeterX(), 11811);
    QCOMPARE(image.devicePixelRatio(), 1.0);
    QCOMPARE(image.pixelColor(0, 0), QColor(Qt::white));
}

void FigurePainterTest::picturesAreWhereTheLayoutSays()
{
    auto sheet = bareSheet(1, 2, 85);
    QImage red(10, 10, QImage::Format_RGB888);
    red.fill(Qt::red);
    sheet.cells[0][1].picture = red;
    const auto layout = layOut(sheet);
    const auto image = renderFigure(sheet, 300);
    const QRect box = pixelsOf(itemOf(layout, FigureLayout::Role::Picture, 0, 1).box, 300);
    for (const auto& corner : { box.topLeft(), box.topRight(), box.bottomLeft(), box.bottomRight() })
        QCOMPARE(image.pixelColor(corner), QColor(Qt::red));
    QCOMPARE(image.pixelColor(box.topLeft() - QPoint(1, 0)), QColor(Qt::white));
    QCOMPARE(image.pixelColor(box.bottomRight() + QPoint(0, 1)), QColor(Qt::white));
}

void FigurePainterTest::picturesOfAnotherShapeLieInTheMiddle()
{
    auto sheet = bareSheet(1, 1, 41);
    QImage wide(20, 10, QImage::Format_RGB888);
    wide.fill(Qt::red);
    sheet.cells[0][0].picture = wide;
    const auto image = renderFigure(sheet, 254); // 10 pixels a millimetre; the cell is 40 mm from 0.5 mm on
    QCOMPARE(image.pixelColor(200, 100), QColor(Qt::white));
    QCOMPARE(image.pixelColor(200, 110), QColor(Qt::red));
    QCOMPARE(image.pixelColor(200, 300), QColor(Qt::red));
    QCOMPARE(image.pixelColor(200, 310), QColor(Qt::white));
}

void FigurePainterTest::cellsAreEqualInPixels()
{
    auto sheet = bareSheet(3, 7, 85);
    QImage red(10, 10, QImage::Format_RGB888);
    red.fill(Qt::red);
    for (auto& row : sheet.cells)
        for (auto& cell : row)
            cell.picture = red;
    const auto image = renderFigure(sheet, 200);
    const auto layout = layOut(sheet);
    const int y = pixelsOf(itemOf(layout, FigureLayout::Role::Picture, 1, 0).box, 200).center().y();
    std::vector<int> widths;
    for (int x = 0; x < image.width(); ++x) {
        const bool isRed = image.pixelColor(x, y) == QColor(Qt::red);
        const bool wasRed = x > 0 && image.pixelColor(x - 1, y) == QColor(Qt::red);
        if (isRed && !wasRed)
            widths.push_back(0);
        if (isRed)
            ++widths.back();
    }
    QCOMPARE(widths.size(), std::size_t(7));
    for (const int width : widths)
        QCOMPARE(width, widths[0]);
}

// What is painted is the title of a column that is wide enough, turned to the left.
void FigurePainterTest::turnedTitlesAreReadFromBottomToTop()
{
    constexpr double dpi = 254; // ten dots a millimetre
    auto sheet = bareSheet(1, 8, 85);
    sheet.columnTitles = QStringList{ "R-occlusion (p = 0.25)", "baseline", "", "", "", "", "", "" };
    const auto layout = layOut(sheet);
    QVERIFY(layout.titlesTurned);
    const auto image = renderFigure(sheet, dpi);
    const auto& item = itemOf(layout, FigureLayout::Role::ColumnTitle, -1, 0);
    QCOMPARE(item.lines.size(), 2);
    const QRect box = pixelsOf(item.box, dpi);
    QVERIFY(darkPixels(image, box) > 100);
    // Nothing beside it: in the gap to the next column, above what is short.
    const int right = box.right() + 2;
    QCOMPARE(darkPixels(image, QRect(right, 0, 6, box.bottom())), 0);
    const QRect second = pixelsOf(itemOf(layout, FigureLayout::Role::ColumnTitle, -1, 1).box, dpi);
    QVERIFY(second.top() > box.top() + 20);
    QVERIFY(darkPixels(image, second) > 50);
    QCOMPARE(darkPixels(image, QRect(second.left(), 0, second.width(), second.top() - 1)), 0);
    // The capital R of the first line begins at the lower end of the left half: nothing is below it but the gap.
    const QRect begin(box.left(), box.bottom() - 25, box.width() / 2, 25);
    QVERIFY(darkPixels(image, begin) > 10);
    // "(p = 0.25)" is shorter than "R-occlusion": the right half is empty at the top, the left one is not.
    const QRect top(box.left(), box.top(), box.width() / 2, 15);
    QVERIFY(darkPixels(image, top) > 5);
    QCOMPARE(darkPixels(image, top.translated(box.width() / 2 + 1, 0)), 0);
}

void FigurePainterTest::errorsAreWritten()
{
    auto sheet = bareSheet(1, 2, 85);
    sheet.cells[0][1].error = QStringLiteral("The picture cannot be read.");
    const auto layout = layOut(sheet);
    const auto& item = itemOf(layout, FigureLayout::Role::Picture, 0, 1);
    QCOMPARE(item.lines.join(' '), sheet.cells[0][1].error);
    const auto image = renderFigure(sheet, 300);
    const QRect box = pixelsOf(item.box, 300);
    QVERIFY(darkPixels(image, box) > 200);
    QCOMPARE(image.pixelColor(box.topLeft() + QPoint(10, 10)).lightness() > 230, true); // not the picture
}

void FigurePainterTest::whatIsMissingIsLight()
{
    auto sheet = bareSheet(1, 2, 85);
    sheet.cells[0].pop_back();
    sheet.columnTitles = { "a", "b" };
    const auto layout = layOut(sheet);
    const auto image = renderFigure(sheet, 100);
    const QRect box = pixelsOf(itemOf(layout, FigureLayout::Role::Picture, 0, 1).box, 100);
    const QColor paper = image.pixelColor(box.center());
    QVERIFY(paper != QColor(Qt::white) && paper.lightness() > 230);
    QCOMPARE(darkPixels(image, box), 0);
}

void FigurePainterTest::lettersStandOutFromDarkPictures()
{
    auto sheet = bareSheet(1, 2, 85);
    QImage black(8, 8, QImage::Format_RGB888);
    black.fill(Qt::black);
    sheet.cells[0][0].picture = black;
    sheet.cells[0][0].letter = QStringLiteral("(a)");
    const auto layout = layOut(sheet);
    const auto image = renderFigure(sheet, 600);
    const QRect box = pixelsOf(itemOf(layout, FigureLayout::Role::Letter, 0, 0).box, 600);
    const int all = box.width() * box.height();
    const int dark = darkPixels(image, box);
    QVERIFY2(dark > all / 20 && dark < all / 2, QByteArray::number(dark) + " of " + QByteArray::number(all));
    QCOMPARE(image.pixelColor(box.topLeft() + QPoint(2, 2)), QColor(Qt::white));
}

void FigurePainterTest::contourIsDrawn()
{
    auto sheet = bareSheet(1, 1, 41);
    QImage grey(8, 8, QImage::Format_RGB888);
    grey.fill(QColor(128, 128, 128));
    sheet.cells[0][0].picture = grey;
    sheet.cells[0][0].contour.moveTo(0.5, 0);
    sheet.cells[0][0].contour.lineTo(0.5, 1);
    const auto image = renderFigure(sheet, 1270); // 50 pixels a millimetre: the line is in the middle, at 20.5 mm
    const int y = image.height() / 2;
    QVERIFY(image.pixelColor(1025, y).lightness() < 40);
    QCOMPARE(image.pixelColor(1025 + 9, y), QColor(Qt::white)); // its edge, from 0.11 to 0.25 mm
    QCOMPARE(image.pixelColor(1025 - 9, y), QColor(Qt::white));
    QCOMPARE(image.pixelColor(1025 + 16, y), QColor(128, 128, 128));
}

void FigurePainterTest::signedBarIsWhiteInItsMiddle()
{
    auto sheet = bareSheet(1, 1, 85);
    SheetScale scale;
    scale.shown = true;
    scale.isSigned = true;
    sheet.scales = { scale };
    const auto layout = layOut(sheet);
    const auto image = renderFigure(sheet, 600);
    const QRect bar = pixelsOf(layout.scales[0].bar, 600);
    QVERIFY(image.pixelColor(bar.center()).lightness() > 250);
    const QColor low = image.pixelColor(bar.left() + 6, bar.center().y());
    const QColor high = image.pixelColor(bar.right() - 6, bar.center().y());
    QVERIFY(low.blue() > low.red() + 80 && high.red() > high.blue() + 80);
}

void FigurePainterTest::sameSheetSamePixels()
{
    const auto sheet = fullSheet(3, 4, 114);
    QCOMPARE(renderFigure(sheet, 300), renderFigure(sheet, 300));
}

void FigurePainterTest::samePixelsOnEveryPlatform()
{
    const QString here = qEnvironmentVariable(childVariable);
    const auto image = renderFigure(fullSheet(2, 4, 114), 150);
    if (!here.isEmpty()) { // this is the child
        QFile file(here);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytesOf(image)), image.sizeInBytes());
        return;
    }
    const QString server = QStandardPaths::findExecutable(QStringLiteral("xvfb-run"));
    if (server.isEmpty())
        QSKIP("xvfb-run is not installed.");
    QTemporaryDir folder;
    QProcess child;
    auto variables = QProcessEnvironment::systemEnvironment();
    variables.insert(childVariable, folder.filePath("pixels"));
    variables.insert("QT_QPA_PLATFORM", "xcb");
    variables.insert("QT_SCALE_FACTOR", "2");
    variables.insert("QT_FONT_DPI", "144");
    child.setProcessEnvironment(variables);
    child.start(server,
        { "-a", QCoreApplication::applicationFilePath(), "--suite", "tst_figure_painter",
            "samePixelsOnEveryPlatform" });
    QVERIFY(child.waitForFinished(120000));
    const QByteArray said = child.readAll();
    if (child.exitCode() != 0 && said.contains("Could not load the Qt platform plugin"))
        QSKIP("Qt's platform plugin xcb is not installed.");
    QVERIFY2(child.exitCode() == 0, said);
    QFile file(folder.filePath("pixels"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY2(
        file.readAll() == bytesOf(image), "an X server, a scaled screen and another font resolution change pixels");
}

void FigurePainterTest::resamplesConstantAndRamp()
{
    QImage flat(5, 7, QImage::Format_RGB888);
    flat.fill(QColor(10, 200, 77));
    for (const QSize size : { QSize(3, 2), QSize(40, 9), QSize(1, 1) }) {
        const auto large = resampled(flat, size);
        QCOMPARE(large.size(), size);
        for (int y = 0; y < size.height(); ++y)
            for (int x = 0; x < size.width(); ++x)
                QCOMPARE(large.pixelColor(x, y), QColor(10, 200, 77));
    }
    // Cubic interpolation reproduces a ramp between its outermost four pixels.
    QImage ramp(8, 1, QImage::Format_RGB888);
    for (int x = 0; x < 8; ++x)
        ramp.setPixelColor(x, 0, QColor(20 * x, 0, 0));
    const auto twice = resampled(ramp, QSize(16, 1));
    for (int x = 4; x < 12; ++x)
        QVERIFY(std::abs(twice.pixelColor(x, 0).red() - (20 * ((x + 0.5) / 2 - 0.5))) <= 1);
    QCOMPARE(resampled(ramp, ramp.size()), ramp);
    // Shrinking averages: a fine pattern becomes its mean.
    QImage stripes(64, 1, QImage::Format_RGB888);
    for (int x = 0; x < 64; ++x)
        stripes.setPixelColor(x, 0, x % 2 ? Qt::white : Qt::black);
    const auto small = resampled(stripes, QSize(8, 1));
    for (int x = 1; x < 7; ++x)
        QVERIFY(std::abs(small.pixelColor(x, 0).red() - 127.5) < 8);
}

void FigurePainterTest::resamplesTransparency()
{
    QImage clear(4, 4, QImage::Format_ARGB32);
    clear.fill(Qt::transparent);
    QCOMPARE(resampled(clear, QSize(4, 4)).pixelColor(1, 1), QColor(Qt::white));
    QVERIFY(resampled({}, QSize(4, 4)).isNull());
    QVERIFY(resampled(clear, QSize(0, 4)).isNull());
}

LOOKAWAY_TEST(tst_figure_painter, FigurePainterTest)
#include "tst_figure_painter.moc"
