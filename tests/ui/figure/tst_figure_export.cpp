// SPDX-License-Identifier: MIT
#include "SampleSheet.h"
#include "TestMain.h"

#include "figure/FigureExport.h"
#include "figure/FigurePainter.h"
#include "figure/TiffFile.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>
#include <QtEndian>

#include <map>

using namespace lookaway;
using namespace lookaway::test;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What a program of poppler says about a file; empty where it is not installed.
QByteArray poppler(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(QStandardPaths::findExecutable(program), arguments);
    process.waitForFinished();
    return process.readAllStandardOutput();
}

/// The entries of a TIFF's only directory, by tag: their values or places.
std::map<int, quint32> tiffEntries(const QByteArray& bytes)
{
    const auto at = [&](quint32 place, int size) {
        return size == 2 ? quint32(qFromLittleEndian<quint16>(bytes.constData() + place))
                         : qFromLittleEndian<quint32>(bytes.constData() + place);
    };
    std::map<int, quint32> entries;
    const quint32 directory = at(4, 4);
    for (quint32 i = 0; i < at(directory, 2); ++i) {
        const quint32 entry = directory + 2 + 12 * i;
        entries[int(at(entry, 2))] = at(entry + 8, at(entry + 2, 2) == 3 && at(entry + 4, 4) == 1 ? 2 : 4);
    }
    return entries;
}

} // namespace

class FigureExportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pdfHasTheFiguresSizeAndFonts();
    void pdfTextCanBeFound();
    void pdfPicturesAreLossless();
    void svgHasTextOfTheRightSize();
    void svgIsWellFormedWhateverTheTitle();
    void pngHasItsResolution();
    void tiffHoldsTheSamePixels();
    void sameSheetSameBytes_data();
    void sameSheetSameBytes();
    void saysWhatIsWrong();
    void tooManyPixelsAreSaid();
    void keepsTheOldFile();

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }
    QTemporaryDir m_folder;
};

void FigureExportTest::pdfHasTheFiguresSizeAndFonts()
{
    if (QStandardPaths::findExecutable("pdffonts").isEmpty())
        QSKIP("poppler-utils is not installed.");
    const auto sheet = fullSheet(3, 4, 174);
    const QString file = path("figure.pdf");
    QVERIFY(exportFigure(sheet, file, "A title (with brackets)"));
    const auto info = QString::fromUtf8(poppler("pdfinfo", { file }));
    QVERIFY2(info.contains(QRegularExpression("Pages: +1\n")), info.toUtf8());
    QVERIFY2(info.contains(QRegularExpression("Title: +A title \\(with brackets\\)\n")), info.toUtf8());
    const auto size = QRegularExpression("Page size: +([0-9.]+) x ([0-9.]+) pts").match(info);
    const auto mm = layOut(sheet).size;
    // Whole points: less than one is added.
    for (const auto& [points, length] :
        { std::pair(size.captured(1).toDouble(), mm.width()), std::pair(size.captured(2).toDouble(), mm.height()) })
        QVERIFY2(points >= length / 25.4 * 72 - 0.001 && points < length / 25.4 * 72 + 1, info.toUtf8());
    const auto fonts = QString::fromUtf8(poppler("pdffonts", { file })).split('\n', Qt::SkipEmptyParts).mid(2);
    QVERIFY(fonts.size() >= 2); // text, classes, letters
    for (const auto& font : fonts)
        QVERIFY2(font.contains(QRegularExpression("Identity-H +yes +\\w+ +yes")), font.toUtf8()); // embedded, unicode
}

void FigureExportTest::pdfTextCanBeFound()
{
    if (QStandardPaths::findExecutable("pdftotext").isEmpty())
        QSKIP("poppler-utils is not installed.");
    const QString file = path("text.pdf");
    QVERIFY(exportFigure(fullSheet(2, 3, 174), file, "t"));
    const auto text = QString::fromUtf8(poppler("pdftotext", { "-layout", file, "-" }));
    for (const char* word : { "Baseline", "0-occlusion", "Aston Martin", "each map on its own scale", "(a)", "both" })
        QVERIFY2(text.contains(QLatin1String(word)), text.toUtf8());
    const auto boxes = QString::fromUtf8(poppler("pdftotext", { "-bbox", file, "-" }));
    auto found = QRegularExpression("yMin=\"([0-9.]+)\" xMax=\"[0-9.]+\" yMax=\"([0-9.]+)\"").globalMatch(boxes);
    QVERIFY(found.hasNext());
    while (found.hasNext()) {
        const auto match = found.next();
        // A line of DejaVu Sans is 1.164 em high.
        QVERIFY((match.captured(2).toDouble() - match.captured(1).toDouble()) / 1.164 > 6.9);
    }
}

void FigureExportTest::pdfPicturesAreLossless()
{
    if (QStandardPaths::findExecutable("pdfimages").isEmpty())
        QSKIP("poppler-utils is not installed.");
    auto sheet = bareSheet(1, 2, 85);
    sheet.style.dpi = 600;
    const QString file = path("pictures.pdf");
    QVERIFY(exportFigure(sheet, file, "t"));
    const auto images = QString::fromUtf8(poppler("pdfimages", { "-list", file })).split('\n', Qt::SkipEmptyParts);
    QCOMPARE(images.size(), 2 + 2);
    for (const auto& image : images.mid(2)) {
        const auto words = image.simplified().split(' ');
        QVERIFY2(words.contains("image") && !words.contains("jpeg"), image.toUtf8()); // deflated
        QVERIFY2(std::abs(words[12].toInt() - 600) <= 1, image.toUtf8());
    }
}

void FigureExportTest::svgHasTextOfTheRightSize()
{
    auto sheet = fullSheet(2, 3, 114);
    sheet.columnTitles[1] = QStringLiteral("A & B <i>");
    const QString file = path("figure.svg");
    QVERIFY(exportFigure(sheet, file, "t"));
    QXmlStreamReader xml(contentOf(file));
    QStringList texts;
    int pictures = 0;
    double unit = 0; // mm
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        const auto attributes = xml.attributes();
        if (xml.name() == QLatin1String("svg")) {
            QCOMPARE(attributes.value("width").toString(), QStringLiteral("114mm"));
            unit = 114 / attributes.value("viewBox").toString().split(' ')[2].toDouble();
            QCOMPARE(unit, 0.001);
        } else if (xml.name() == QLatin1String("image")) {
            ++pictures;
        } else if (xml.name() == QLatin1String("text")) {
            QVERIFY(attributes.value("font-size").toDouble() * unit >= 2.469);
            QCOMPARE(attributes.value("font-family").toString(), QStringLiteral("DejaVu Sans, Verdana, sans-serif"));
            texts << xml.readElementText();
        }
    }
    QVERIFY2(!xml.hasError(), xml.errorString().toUtf8());
    QVERIFY(texts.contains("A & B <i>") && texts.contains("Input") && texts.contains("(a)"));
    QCOMPARE(pictures, 5 + 2); // one of the six cells is an error; two bars
}

void FigureExportTest::svgIsWellFormedWhateverTheTitle()
{
    const QString file = path("title.svg");
    QVERIFY(exportFigure(bareSheet(1, 1, 85), file, "Cats & <dogs>"));
    QXmlStreamReader xml(contentOf(file));
    QString title;
    while (!xml.atEnd())
        if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("title"))
            title = xml.readElementText();
    QVERIFY2(!xml.hasError(), xml.errorString().toUtf8());
    QCOMPARE(title, QStringLiteral("Cats & <dogs>"));
}

void FigureExportTest::pngHasItsResolution()
{
    auto sheet = fullSheet(2, 3, 85);
    sheet.style.dpi = 150;
    const QString file = path("figure.png");
    QVERIFY(exportFigure(sheet, file, "t"));
    const QImage image(file);
    QCOMPARE(image.dotsPerMeterX(), 5906);
    QCOMPARE(image.convertToFormat(QImage::Format_RGB32), renderFigure(sheet, 150));
}

void FigureExportTest::tiffHoldsTheSamePixels()
{
    auto sheet = fullSheet(3, 3, 85);
    const QString file = path("figure.tiff");
    QVERIFY(exportFigure(sheet, file, "t"));
    const auto bytes = contentOf(file);
    const auto expected = renderFigure(sheet, 300).convertToFormat(QImage::Format_RGB888);
    QVERIFY(bytes.startsWith(QByteArray("II*\0", 4)));
    auto entries = tiffEntries(bytes);
    QCOMPARE(int(entries[256]), expected.width());
    QCOMPARE(int(entries[257]), expected.height());
    QCOMPARE(entries[262], 2U);
    const auto number = [&](quint32 place) { return qFromLittleEndian<quint32>(bytes.constData() + place); };
    const double dpi = double(number(entries[282])) / number(entries[282] + 4);
    QVERIFY2(std::abs(dpi - 300) < 0.01, QByteArray::number(dpi));
    int y = 0;
    for (quint32 strip = 0; y < expected.height(); ++strip) {
        const quint32 place = number(entries[273] + 4 * strip);
        const quint32 length = number(entries[279] + 4 * strip);
        QByteArray packed(4, '\0'); // where Qt expects the size
        const int rows = std::min(int(entries[278]), expected.height() - y);
        qToBigEndian(quint32(rows * expected.width() * 3), packed.data());
        const auto pixels = qUncompress(packed + bytes.mid(place, length));
        QCOMPARE(pixels.size(), qsizetype(rows) * expected.width() * 3);
        for (int row = 0; row < rows; ++row, ++y)
            QVERIFY(memcmp(pixels.constData() + qsizetype(row) * expected.width() * 3, expected.constScanLine(y),
                        std::size_t(expected.width()) * 3)
                == 0);
    }
    // One strip: its place and length stand in the directory itself.
    QImage small(2, 1, QImage::Format_RGB888);
    small.fill(Qt::red);
    const auto tiny = tiffFile(small);
    auto few = tiffEntries(tiny);
    QCOMPARE(few[273], 8U);
    QVERIFY(few[279] > 6 && few[279] < 30);
}

void FigureExportTest::sameSheetSameBytes_data()
{
    QTest::addColumn<QString>("ending");
    for (const char* ending : { "png", "tif", "svg", "pdf" })
        QTest::newRow(ending) << QString(ending);
}

void FigureExportTest::sameSheetSameBytes()
{
    QFETCH(QString, ending);
    const auto sheet = fullSheet(2, 3, 85);
    const auto first = path("first." + ending);
    const auto second = path("second." + ending);
    QVERIFY(exportFigure(sheet, first, "t"));
    QVERIFY(exportFigure(sheet, second, "t"));
    auto one = QString::fromLatin1(contentOf(first));
    auto two = QString::fromLatin1(contentOf(second));
    for (auto* content : { &one, &two }) // dates and a PDF's identity
        content->remove(QRegularExpression("/CreationDate \\([^)]*\\)|/ID \\[[^\\]]*\\]|<xmp(MM)?:[A-Za-z]+>[^<]*<"));
    QVERIFY(one.size() > 1000);
    QVERIFY(one == two);
}

void FigureExportTest::saysWhatIsWrong()
{
    const auto sheet = bareSheet(1, 1, 85);
    const auto ending = exportFigure(sheet, path("figure.gif"), "t");
    QVERIFY(!ending && ending.error().what.find("figure.gif") != std::string::npos);
    const auto none = exportFigure(sheet, path("figure"), "t");
    QVERIFY(!none);
    const auto folder = exportFigure(sheet, path("nowhere/figure.png"), "t");
    QVERIFY(!folder && folder.error().what.find("nowhere") != std::string::npos);
    const auto empty = exportFigure(FigureSheet(), path("empty.png"), "t");
    QVERIFY(!empty && empty.error().what.find("empty") != std::string::npos);
    QVERIFY(!QFile::exists(path("empty.png")));
    const auto narrow = exportFigure(bareSheet(1, 30, 20), path("narrow.png"), "t");
    QVERIFY(!narrow && narrow.error().what.find("20 mm") != std::string::npos);
    QVERIFY(checkFigureFile(path("figure.TIF")));
}

void FigureExportTest::tooManyPixelsAreSaid()
{
    auto sheet = bareSheet(1, 1, 1000);
    sheet.style.dpi = 1200; // 47244 pixels wide
    const auto refused = exportFigure(sheet, path("large.tif"), "large");
    QVERIFY(!refused && refused.error().message().find("1200") != std::string::npos);
    QVERIFY(!QFile::exists(path("large.tif")));
}

void FigureExportTest::keepsTheOldFile()
{
    QVERIFY(QDir(m_folder.path()).mkpath("taken.png/inside"));
    const auto taken = exportFigure(bareSheet(1, 1, 85), path("taken.png"), "t"); // a folder has the name
    QVERIFY(!taken);
    QVERIFY(QDir(path("taken.png/inside")).exists());
    QCOMPARE(QDir(m_folder.path()).entryList({ "taken*" }, QDir::AllEntries).size(), 1); // nothing temporary is left
}

LOOKAWAY_TEST(tst_figure_export, FigureExportTest)
#include "tst_figure_export.moc"
