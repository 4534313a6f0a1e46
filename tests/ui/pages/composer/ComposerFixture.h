// SPDX-License-Identifier: MIT
#pragma once

#include "CanvasHands.h"
#include "SampleFigure.h"

#include "compare/FigureFile.h"
#include "figure/ComparisonSheet.h"
#include "figure/FigurePainter.h"
#include "pages/composer/FigureComposer.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QFile>
#include <QLineEdit>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimer>

#include <memory>

Q_DECLARE_METATYPE(lookaway::ComparisonSpec)

namespace lookaway::test {

constexpr int kLong = 30000;

inline FigureParts sampleParts(const ComparisonSpec& comparison)
{
    return FigureParts::of(sampleContent(comparison));
}

/// The Figure workspace on the screen, with hands for what stands in it.
class ComposerFixture : protected CanvasHands {
protected:
    ComposerFixture() { qRegisterMetaType<ComparisonSpec>(); }
    FigureCanvas& canvas() const final { return *m_page->canvas(); }

    void openPage()
    {
        QSettings().clear();
        m_page = std::make_unique<FigureComposer>();
        m_page->resize(1300, 860);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        m_page->activateWindow();
    }
    /// A figure of which everything is known.
    void compose(int rows = 2, int models = 3) const
    {
        const FigureSpec figure = sampleFigure(rows, models);
        QVERIFY(m_page->setFigure(figure, sampleParts(figure.comparison)));
        awaitPicture();
        canvas().setFocus();
    }
    /// Until the canvas shows the document as it is.
    void awaitPicture() const
    {
        const auto same = [](const FigureSheet& a, const FigureSheet& b) {
            return renderFigure(a, 60) == renderFigure(b, 60);
        };
        const auto wanted = [this] { return sheetOf(spec(), m_page->document()->parts().content()); };
        QTRY_VERIFY_WITH_TIMEOUT(canvas().figure() && std::abs(canvas().figure()->dpi - canvas().dpi()) < 0.01
                && same(canvas().figure()->sheet, wanted()),
            kLong);
    }

    template <class T> T* find(const char* name) const { return m_page->findChild<T*>(QLatin1String(name)); }
    QAction* action(const char* name) const { return find<QAction>(name); }
    /// False where there is none, or it cannot be done now.
    bool trigger(const char* name) const
    {
        QAction* found = action(name);
        if (!found || !found->isEnabled())
            return false;
        found->trigger();
        return true;
    }
    void typeInto(const char* name, const QString& text) const
    {
        auto* edit = find<QLineEdit>(name);
        QVERIFY2(edit && edit->isVisible(), name);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    /// Presses a button of the next dialog about changes that are not saved.
    void answer(const char* button) const
    {
        auto* timer = new QTimer(m_page.get());
        QObject::connect(timer, &QTimer::timeout, timer, [timer, button] {
            auto* box = qobject_cast<QDialog*>(QApplication::activeModalWidget());
            if (!box || box->objectName() != QLatin1String("unsavedFigureDialog"))
                return;
            timer->deleteLater();
            QTest::mouseClick(box->findChild<QAbstractButton*>(QLatin1String(button)), Qt::LeftButton);
        });
        timer->start(10);
    }

    const FigureSpec& spec() const { return m_page->document()->spec(); }
    std::string toml() const { return figureToml(spec()); }
    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    static QByteArray read(const QString& file)
    {
        QFile opened(file);
        return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<FigureComposer> m_page;
};

} // namespace lookaway::test
