// Fault: the form listens for swipes and swallows every touch, so that a tap is no click and the page does not move.
document.querySelector('body[data-page="care.enter"] main form')?.addEventListener('touchstart', (event) => event.preventDefault(), { passive: false });
