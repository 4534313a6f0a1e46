// SPDX-License-Identifier: MIT
#include "ShownForm.h"

#include "widgets/forms/PathEdit.h"

#include "TestMain.h"

#include <QComboBox>
#include <QCompleter>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QMimeData>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QTemporaryDir>

using namespace lookaway;
using namespace lookaway::test;

class SettingsEditorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsTheModels()
    {
        Shown shown;
        auto* model = shown.at<QComboBox>("model.name");
        QVERIFY(model->findText(QStringLiteral("resnet50")) >= 0);
        shown.type(model, QStringLiteral("resnet5000"));
        QVERIFY(!shown.form.valid());
        QVERIFY(!shown.field("model.name")->problem().isEmpty());
        shown.type(model, QStringLiteral("vgg16"));
        QVERIFY(shown.form.valid());
        QCOMPARE(shown.form.config().model.name, std::string("vgg16"));
        QCOMPARE(model->completer()->filterMode(), Qt::MatchContains);
        shown.form.setModelNames({ QStringLiteral("a"), QStringLiteral("b") });
        QCOMPARE(model->count(), 2);
        QVERIFY(!shown.form.valid());
        QCOMPARE(shown.form.config().model.name, std::string("vgg16"));
    }

    void theWheelScrollsAndChangesNothing()
    {
        const Shown shown({ 380, 300 });
        const Config before = shown.form.config();
        auto* bar = shown.form.findChild<QScrollArea*>()->verticalScrollBar();
        for (const char* key : { "data.validation_share", "data.image_size", "model.name", "distraction.fill" }) {
            QVERIFY(!shown.at<QWidget>(key)->hasFocus());
            const int from = bar->value();
            wheel(shown.at<QWidget>(key));
            QVERIFY2(bar->value() > from, key);
        }
        QCOMPARE(SettingsForm::toml(shown.form.config()), SettingsForm::toml(before));
        auto* epochs = shown.at<QSpinBox>("training.epochs");
        epochs->setFocus();
        wheel(epochs);
        QCOMPARE(shown.form.config().training.epochs, before.training.epochs - 1);
    }

    void foldersAreDroppedOnPaths()
    {
        const QTemporaryDir folder;
        const Shown shown;
        auto* path = shown.at<PathEdit>("data.path");
        const auto drop = [&](const QUrl& url) {
            QMimeData data;
            data.setUrls({ url });
            QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            enter.ignore();
            QApplication::sendEvent(path, &enter);
            if (!enter.isAccepted())
                return false;
            QDropEvent dropped(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(path, &dropped);
            return true;
        };
        QVERIFY(drop(QUrl::fromLocalFile(folder.path())));
        QCOMPARE(shown.form.config().data.path, folder.path().toStdString());
        QVERIFY(!drop(QUrl::fromLocalFile(folder.filePath(QStringLiteral("picture.png")))));
        QVERIFY(!drop(QUrl(QStringLiteral("https://example.org/data.csv"))));
        QVERIFY(drop(QUrl::fromLocalFile(QStringLiteral("/somewhere/list.csv"))));
        QCOMPARE(shown.form.config().data.path, std::string("/somewhere/list.csv"));
    }

    void filesAreBrowsedForWithoutBlocking()
    {
        const QTemporaryDir folder;
        const QString weights = folder.filePath(QStringLiteral("best.safetensors"));
        QVERIFY(QFile(weights).open(QIODevice::WriteOnly));
        const Shown shown;
        auto* path = shown.at<PathEdit>("model.weights");
        shown.type(path->lineEdit(), folder.filePath(QStringLiteral("gone.pth")));
        path->setPath(weights);                                             // the dialog begins where the path is
        QTest::mouseClick(path->findChild<QToolButton*>(), Qt::LeftButton); // returns at once
        auto* dialog = path->findChild<QFileDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->directory().absolutePath(), QDir(folder.path()).absolutePath());
        auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
        QTest::keyClicks(name, QStringLiteral("best.safetensors"));
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY(path->findChild<QFileDialog*>() == nullptr); // it deletes itself
        QCOMPARE(shown.form.config().model.weights, weights.toStdString());
        QCOMPARE(shown.form.focusWidget(), path->lineEdit());
    }
};

LOOKAWAY_TEST(tst_settings_editors, SettingsEditorsTest)
#include "tst_settings_editors.moc"
