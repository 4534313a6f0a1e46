// SPDX-License-Identifier: MIT
#include "InspectShots.h"

#include "pages/inspect/ExplainPane.h"
#include "pages/inspect/InspectPage.h"
#include "pages/inspect/InspectPanes.h"
#include "pages/inspect/ModelPanel.h"
#include "pages/inspect/PictureStrip.h"
#include "session/inspect/ClassNames.h"
#include "window/MainWindow.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>

#include <algorithm>

namespace lookaway {

namespace {

/// One model and its pictures, state after state.
class InspectSeries {
public:
    InspectSeries(MainWindow& window, QString name, const Photographer& photo)
        : m_window(window)
        , m_page(*window.findChild<InspectPage*>())
        , m_tabs(*m_page.findChild<QTabWidget*>(QStringLiteral("inspectTabs")))
        , m_name(std::move(name))
        , m_photo(photo)
    {
    }

    bool open(const QString& model, const QStringList& pictures)
    {
        m_window.showWorkspace(MainWindow::Workspace::Inspect);
        bool opened = false;
        const auto once = QObject::connect(&m_page, &InspectPage::modelOpened, &m_window, [&] { opened = true; });
        m_page.openModel(model);
        const bool there = Photographer::until([&] { return opened; });
        QObject::disconnect(once);
        m_page.strip()->add(pictures);
        return there;
    }
    void nameClasses(const QString& file)
    {
        InputFormat format = m_page.inspector()->model().input;
        if (const auto names = readClassNames(QFile::encodeName(file).toStdString()))
            format.classes = *names;
        m_page.inspector()->setInput(format, false);
    }
    void tabs()
    {
        m_tabs.setCurrentIndex(0);
        take("");
        m_tabs.setCurrentIndex(1);
        take("-occlude");
        if (m_page.inspector()->model().checkpoints.size() > 1) {
            m_tabs.setCurrentIndex(2);
            Photographer::settle(4000);
            take("-over-time");
        }
    }
    /// The model's side: what a filter leaves of the tree, and the input.
    void model()
    {
        auto* filter = m_page.findChild<QLineEdit*>(QStringLiteral("layerFilter"));
        filter->setText(QStringLiteral("relu"));
        take("-filter");
        filter->clear();
        auto* sides = m_page.findChild<ModelPanel*>()->findChild<QTabWidget*>();
        sides->setCurrentIndex(1);
        take("-input");
        sides->setCurrentIndex(0);
    }
    /// Several panes, and the curves of all of them.
    void methods()
    {
        m_page.panes()->addPane();
        m_page.panes()->addPane();
        m_tabs.setCurrentIndex(3);
        awaitMaps();
        m_page.findChild<QPushButton*>(QStringLiteral("measure"))->click();
        Photographer::settle(8000);
        take("-methods");
    }
    /// Colours, a map with a sign, and a slow method in its midst, as people put them beside each other.
    void looks()
    {
        m_tabs.setCurrentIndex(0);
        const auto& panes = m_page.panes()->panes();
        setMethod(*panes[0], "guided-backprop");
        setMethod(*panes[1], "gradient-x-input");
        awaitMaps();
        auto* shown = panes[0]->findChild<QComboBox*>(QStringLiteral("map"));
        shown->setCurrentIndex(shown->count() - 1);
        m_page.findChild<QComboBox*>(QStringLiteral("scale"))->setCurrentIndex(1);
        m_page.findChild<QCheckBox*>(QStringLiteral("divider"))->setChecked(true);
        setMethod(*panes[2], "rise");
        Photographer::settle(2500);
        m_photo.take(m_window, qPrintable(m_name + QStringLiteral("-looks")));
        panes[2]->stop();
        Photographer::settle(300);
        m_photo.take(m_window, qPrintable(m_name + QStringLiteral("-stopped")));
        m_page.findChild<QComboBox*>(QStringLiteral("scale"))->setCurrentIndex(0);
        m_page.findChild<QCheckBox*>(QStringLiteral("divider"))->setChecked(false);
    }
    void onePaneAgain()
    {
        for (auto panes = m_page.panes()->panes(); panes.size() > 1; panes = m_page.panes()->panes())
            Q_EMIT panes.back()->removeRequested();
        m_page.panes()->active()->setOrder({});
    }

private:
    static void setMethod(ExplainPane& pane, const char* method)
    {
        ExplainOrder order = pane.order();
        order.method = method;
        pane.setOrder(order);
    }
    /// Until every pane has its map, or says why there is none.
    void awaitMaps() const
    {
        Photographer::until([&] {
            const auto& panes = m_page.panes()->panes();
            return m_page.inspector()->subject()
                && std::none_of(panes.begin(), panes.end(), [](const ExplainPane* pane) { return pane->working(); });
        });
    }
    void take(const char* what) const
    {
        Photographer::settle(500);
        awaitMaps();
        Photographer::settle(1000); // small maps, thumbnails
        m_photo.take(m_window, qPrintable(m_name + QLatin1String(what)));
    }

    MainWindow& m_window;
    InspectPage& m_page;
    QTabWidget& m_tabs;
    QString m_name;
    const Photographer& m_photo;
};

} // namespace

void photographInspect(MainWindow& window, const QString& run, const QString& work, const Photographer& photo)
{
    InspectSeries demo(window, QStringLiteral("inspect-demo"), photo);
    if (!run.isEmpty() && demo.open(run, { work + QStringLiteral("/runs/demo pictures/test") })) {
        demo.tabs();
        demo.methods();
        demo.onePaneAgain();
    }
    const QString data = qEnvironmentVariable("LOOKAWAY_DATA");
    const QString weights = data + QStringLiteral("/weights/mobilenet_v2_imagenet_state_dict.pt");
    InspectSeries photos(window, QStringLiteral("inspect-mobilenet"), photo);
    if (QFileInfo::exists(weights)
        && photos.open(
            weights, { data + QStringLiteral("/photos/dog_and_cat.png"), data + QStringLiteral("/photos") })) {
        photos.nameClasses(data + QStringLiteral("/imagenet_classes.txt"));
        photos.tabs();
        photos.model();
        photos.methods();
        photos.looks();
    }
}

} // namespace lookaway
