# SPDX-License-Identifier: MIT
"""The methods of explanation as public packages have them: what explain_peer.py --package measures, each used the way
its documentation does, with its defaults where these do not change how much there is to compute.

Nobody here has RISE. Every function gives the number of passes through the network.
"""
from importlib import metadata

import numpy as np
import torch

DISTRIBUTIONS = {"pytorch-grad-cam": "grad-cam", "captum": "captum", "lime": "lime"}
CLASS = 3
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def version(package):
    """None where it is not installed."""
    try:
        return metadata.version(DISTRIBUTIONS[package])
    except metadata.PackageNotFoundError:
        return None


def channels(values):
    return torch.tensor(values).view(1, 3, 1, 1)


def grid(side, along=7):
    """Equal squares in the place of superpixels: finding superpixels costs the packages nothing then."""
    index = np.arange(side) * along // side
    return index[:, None] * along + index[None, :]


def cam(method):
    def run(model, x, samples, batch):
        import pytorch_grad_cam
        from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget
        kind, layer = getattr(pytorch_grad_cam, method), model.get_submodule(model.target)
        with torch.enable_grad(), kind(model, [layer]) as explainer:
            explainer.batch_size = batch
            explainer(input_tensor=x, targets=[ClassifierOutputTarget(CLASS)])
            return explainer.activations_and_grads.activations[0].shape[1] if method == "ScoreCAM" else 1

    return run


def occlusion(model, x, samples, batch):
    from captum.attr import Occlusion
    side = x.shape[-1]
    square, pace = round(0.15 * side), round(0.05 * side)
    places = -(-(side - square) // pace) + 1
    Occlusion(model).attribute(x, target=CLASS, sliding_window_shapes=(3, square, square), strides=(3, pace, pace),
                               perturbations_per_eval=batch)
    return places * places + 1


def lime(model, x, samples, batch):
    from lime.lime_image import LimeImageExplainer
    mean, std = channels(MEAN), channels(STD)
    picture = (x * std + mean)[0].permute(1, 2, 0).numpy()

    def classify(pictures):
        return model((torch.from_numpy(pictures).permute(0, 3, 1, 2) - mean) / std).softmax(1).numpy()

    LimeImageExplainer().explain_instance(picture, classify, labels=(CLASS,), top_labels=None, num_samples=samples,
                                          batch_size=batch, segmentation_fn=lambda image: grid(len(image)),
                                          progress_bar=False)
    return samples


def lime_of_captum(model, x, samples, batch):
    from captum._utils.models.linear_model import SkLearnRidge
    from captum.attr import Lime
    segments = torch.from_numpy(grid(x.shape[-1]))
    filled = x.clone()
    for segment in segments.unique():
        part = segments == segment
        filled[..., part] = x[..., part].mean(-1, keepdim=True)
    Lime(lambda batch_of: model(batch_of).softmax(1), SkLearnRidge(alpha=1)).attribute(
        x, baselines=filled, target=CLASS, feature_mask=segments, n_samples=samples, perturbations_per_eval=batch)
    return samples


def grad_cam_folder(model, files, out, size, batch):
    """Files to overlays and raw maps, with the package's own helpers around it."""
    import cv2
    from pytorch_grad_cam import GradCAM
    from pytorch_grad_cam.utils.image import preprocess_image, show_cam_on_image
    with torch.enable_grad(), GradCAM(model, [model.get_submodule(model.target)]) as explainer:
        for i in range(0, len(files), batch):
            part = files[i:i + batch]
            pictures = [np.float32(cv2.resize(cv2.imread(str(file)), (size, size))[:, :, ::-1]) / 255 for file in part]
            heats = explainer(input_tensor=torch.cat([preprocess_image(p, MEAN, STD) for p in pictures]), targets=None)
            for number, (file, picture, heat) in enumerate(zip(part, pictures, heats)):
                overlay = show_cam_on_image(picture, heat, use_rgb=True)
                cv2.imwrite(str(out / f"{i + number}_{file.stem}.png"), overlay[:, :, ::-1])
                np.save(out / f"{i + number}_{file.stem}.npy", heat)


# By method and package: the function, and the batch it is run with unless told (the packages' own defaults; captum's is
# 1 at a time, where its documentation recommends more).
METHODS = {
    ("grad-cam", "pytorch-grad-cam"): (cam("GradCAM"), 1),
    ("score-cam", "pytorch-grad-cam"): (cam("ScoreCAM"), 16),
    ("occlusion-sensitivity", "captum"): (occlusion, 16),
    ("lime", "lime"): (lime, 10),
    ("lime", "captum"): (lime_of_captum, 16),
}


def having(method):
    """The installed packages that have it, by name."""
    return [package for known, package in METHODS if known == method and version(package)]
