// SPDX-License-Identifier: MIT
#include "bridge/PictureListModel.h"
#include "bridge/ThumbnailSource.h"

#include "TestMain.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QPixmap>
#include <QSignalSpy>
#include <QTest>

using namespace lookaway;

/// Two parts of two classes: train with `each` pictures of every class, test with one.
static std::shared_ptr<const Survey> surveyOf(int each)
{
    auto survey = std::make_shared<Survey>();
    survey->root = "/data/flowers";
    survey->classes = { "daffodil", "tulip" };
    survey->parts.resize(2);
    survey->parts[0].name = "train";
    survey->parts[1].name = "test";
    for (std::int32_t label = 0; label < 2; ++label) {
        const std::string folder = survey->root + "/" + survey->classes[static_cast<std::size_t>(label)] + "/";
        for (int i = 0; i < each; ++i)
            survey->parts[0].pictures.push_back({ folder + "IMG_" + std::to_string(i) + ".JPG", label });
        survey->parts[1].pictures.push_back({ folder + "last.png", label });
    }
    survey->parts[0].perClass = { each, each };
    survey->parts[1].perClass = { 1, 1 };
    return survey;
}

class PictureListModelTest : public QObject {
    Q_OBJECT

    static Result<Image> read(const std::filesystem::path& path, int side)
    {
        if (path.extension() == ".png")
            return fail("Cannot read 'last.png'.");
        return Image(side, side);
    }

private Q_SLOTS:
    void isSound()
    {
        ThumbnailSource thumbnails(8, std::size_t{ 1 } << 20, nullptr, read);
        PictureListModel model(&thumbnails);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSurvey(surveyOf(3));
        QCOMPARE(model.rowCount(), 8);
        model.setFilter({ 0, 1, {} });
        QCOMPARE(model.rowCount(), 3);
        model.setSurvey(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void tellsWhatAPictureIs()
    {
        ThumbnailSource thumbnails(8, std::size_t{ 1 } << 20, nullptr, read);
        PictureListModel model(&thumbnails);
        model.setSurvey(surveyOf(3));
        const QModelIndex index = model.index(4);
        QCOMPARE(index.data().toString(), QStringLiteral("IMG_1.JPG"));
        QCOMPARE(index.data(PictureListModel::PathRole).toString(), QStringLiteral("/data/flowers/tulip/IMG_1.JPG"));
        QCOMPARE(index.data(PictureListModel::ClassRole).toString(), QStringLiteral("tulip"));
        QCOMPARE(index.data(PictureListModel::PartRole).toString(), QStringLiteral("train"));
        QCOMPARE(model.picture(4).label, 1);
    }

    void filters()
    {
        ThumbnailSource thumbnails(8, std::size_t{ 1 } << 20, nullptr, read);
        PictureListModel model(&thumbnails);
        model.setSurvey(surveyOf(12));
        const auto rows = [&](const PictureListModel::Filter& filter) {
            model.setFilter(filter);
            return model.rowCount();
        };
        QCOMPARE(rows({ -1, -1, {} }), 26);
        QCOMPARE(rows({ 1, -1, {} }), 2);
        QCOMPARE(rows({ -1, 0, {} }), 13);
        QCOMPARE(rows({ 1, 0, {} }), 1);
        QCOMPARE(rows({ -1, -1, QStringLiteral("img_11") }), 2);
        QCOMPARE(rows({ -1, -1, QStringLiteral(" TULIP/ ") }), 13);
        QCOMPARE(rows({ -1, -1, QStringLiteral("flowers") }), 0); // the data folder itself does not count
        QCOMPARE(model.total(), 26);
    }

    void thumbnailsComeLater()
    {
        ThumbnailSource thumbnails(8, std::size_t{ 1 } << 20, nullptr, read);
        PictureListModel model(&thumbnails);
        model.setSurvey(surveyOf(2));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QVERIFY(!model.index(1).data(Qt::DecorationRole).isValid());
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 1);
        QCOMPARE(model.index(1).data(Qt::DecorationRole).value<QPixmap>().size(), QSize(8, 8));
        QVERIFY(!model.index(4).data(Qt::DecorationRole).isValid());
        QTRY_COMPARE(
            model.index(4).data(PictureListModel::ProblemRole).toString(), QStringLiteral("Cannot read 'last.png'."));
        QVERIFY(model.index(4).data(Qt::ToolTipRole).toString().contains(QStringLiteral("Cannot read")));
    }

    void aLateThumbnailOfAFilteredRowIsHarmless()
    {
        ThumbnailSource thumbnails(8, std::size_t{ 1 } << 20, nullptr, read);
        PictureListModel model(&thumbnails);
        model.setSurvey(surveyOf(50));
        for (int row = 0; row < 100; ++row)
            model.index(row).data(Qt::DecorationRole);
        model.setFilter({ 1, 0, {} });
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.index(0).data(Qt::DecorationRole);
        QTRY_VERIFY(changed.count() > 0);
        for (const auto& arguments : changed)
            QCOMPARE(arguments.at(0).toModelIndex().row(), 0);
    }

    void aHundredThousandPicturesAreNothing()
    {
        ThumbnailSource thumbnails(8, std::size_t{ 1 } << 20, nullptr, read);
        PictureListModel model(&thumbnails);
        const auto survey = surveyOf(50000);
        QElapsedTimer timer;
        timer.start();
        model.setSurvey(survey);
        const qint64 opened = timer.restart();
        model.setFilter({ -1, -1, QStringLiteral("img_49999") });
        const qint64 filtered = timer.elapsed();
        QCOMPARE(model.rowCount(), 2);
        qInfo("100,002 pictures: opened in %lld ms, filtered in %lld ms", static_cast<long long>(opened),
            static_cast<long long>(filtered));
        QVERIFY(opened < 200);
        QVERIFY(filtered < 500);
    }
};

LOOKAWAY_TEST(tst_picture_list_model, PictureListModelTest)
#include "tst_picture_list_model.moc"
